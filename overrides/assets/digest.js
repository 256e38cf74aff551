/* What the theme leaves to us: language and direction follow the page (instant navigation keeps the old ones),
   the search dialog has a name, links to plain files are ordinary links. */
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
})
