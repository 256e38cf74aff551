/* What the theme leaves to us: language and direction follow the page (instant navigation keeps the old ones),
   the search opens, links to plain files are ordinary links. */

/* Nothing of the search is fetched before somebody opens it. */
const home = new URL("..", document.currentScript.src)
const fetched = {}

function script(path) {
  return fetched[path] ??= new Promise((done, failed) => {
    const tag = Object.assign(document.createElement("script"), { src: new URL(path, home), onload: done })
    tag.onerror = () => {
      delete fetched[path]
      tag.remove()
      failed(new Error(path))
    }
    document.head.append(tag)
  })
}

async function search(words) {
  try {
    await script("search/settings.js")
    await script("assets/search.js")
    await window.digestSearch.open(home, words)
  } catch (problem) {
    console.warn("The search cannot be opened.", problem)
    alert(document.querySelector("[data-failed]")?.dataset.failed ?? problem.message)
  }
}

/* Whatever is marked so opens the search; a link to this site with ?q= brings its words along. */
document.addEventListener("click", event => {
  const asked = event.target.closest?.("[data-search], a[href*='?q=']")
  if (!asked || (asked.href && !asked.href.startsWith(home)) || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  event.stopPropagation()
  search(asked.href ? new URL(asked.href).searchParams.get("q") : "")
}, true)

document.addEventListener("keydown", event => {
  const typing = event.target.closest?.("input, select, textarea, [contenteditable]")
  const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey
  if (!slash && !(event.key === "k" && (event.ctrlKey || event.metaKey))) return
  event.preventDefault()
  search("")
})

/* A face that came late is not put under the eyes of who reads (font-display: optional), and stays away as long as the
   document lives, which may be many pages. Named again on the next one, it comes from the cache. */
const named = new Set()
let opened = false

function faces() {
  const [painted] = performance.getEntriesByName("first-contentful-paint")
  const late = performance.getEntriesByType("resource").filter(({ name, responseEnd }) =>
    name.endsWith(".woff2") && !named.has(name) && painted && responseEnd > painted.startTime + 50)
  for (const { name } of late) named.add(name)
  const sheet = document.querySelector("link[href*='assets/fonts.css']")
  if (sheet && late.length) sheet.after(sheet.cloneNode())
}

document$.subscribe(() => {
  if (opened) faces()
  opened = true
  const page = document.querySelector(".digest[data-lang]")
  if (page) {
    document.documentElement.lang = page.dataset.lang
    document.body.dir = page.dataset.dir
  }
  for (const row of document.querySelectorAll(".sections ul")) {
    const here = row.querySelector("[aria-current]")
    if (here) here.parentElement.scrollIntoView({ block: "nearest", inline: "center" })
  }
  const words = new URLSearchParams(location.search).get("q")
  if (words) search(words)
  const form = document.querySelector("form.filter")
  if (form) script("assets/list.js").then(() => window.digestFilters(form, script))
})
