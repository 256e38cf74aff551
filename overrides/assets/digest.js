/* What the theme leaves to us: language and direction follow the page (instant navigation keeps the old ones),
   the search dialog has a name, links to plain files are ordinary links. */

/* A name without a page of its own leads to the search. As a link it works without this; here it saves the detour. */
document.addEventListener("click", event => {
  const chip = event.target.closest && event.target.closest(".chip--search")
  const toggle = document.getElementById("__search")
  const query = document.querySelector(".md-search input[name=query]")
  if (!chip || !toggle || !query || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  event.stopPropagation()
  if (!toggle.checked) toggle.click()
  query.value = chip.dataset.query
  query.focus()
  query.dispatchEvent(new Event("keyup"))
}, true)

const assets = new URL(".", document.currentScript.src)

document$.subscribe(() => {
  const page = document.querySelector(".digest[data-lang]")
  if (page) {
    document.documentElement.lang = page.dataset.lang
    document.body.dir = page.dataset.dir
  }
  const search = document.querySelector(".md-search")
  const query = search && search.querySelector("input[name=query]")
  if (query) {
    search.setAttribute("aria-label", query.getAttribute("aria-label") || query.placeholder)
  }
  for (const row of document.querySelectorAll(".sections ul")) {
    const here = row.querySelector("[aria-current]")
    if (here) here.parentElement.scrollIntoView({ block: "nearest", inline: "center" })
  }
  const form = document.querySelector("form.filter")
  if (form) import(new URL("list.js", assets)).then(({ filters }) => filters(form))
})
