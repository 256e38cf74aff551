/* The list of articles, filtered in place. Its data is fetched when somebody turns to a filter, or came with one in the
   address; without all this the pages of the list are there. Every value is written as text, never as HTML. */
(() => {
  const FACETS = ["lang", "year", "outlet", "tag", "person"]
  const AT_ONCE = 60

  const plain = text => text.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").toLocaleLowerCase()

  function element(name, attributes, ...children) {
    const made = Object.assign(document.createElement(name), attributes)
    made.append(...children)
    return made
  }

  async function read(source, script) {
    if (location.protocol === "file:") {
      await script("browse/articles.js")
      return window.digestList
    }
    const answer = await fetch(source)
    if (!answer.ok) throw new Error(`${source}: ${answer.status}`)
    return answer.json()
  }

  async function load(form, script) {
    const data = await read(form.dataset.source, script)
    for (const [name, values] of [["outlet", data.outlets], ["tag", data.tags], ["person", data.people]]) {
      form.querySelector(`#filter-${name}`).replaceChildren(...values.slice(0, 500).map(value => element("option", { value })))
    }
    return data
  }

  /* The numbers of the values that a field's words mean: those equal to them, else those that hold them. */
  function meant(values, words) {
    const asked = plain(words.trim()), all = values.map(plain)
    const equal = all.flatMap((value, at) => value === asked ? [at] : [])
    return new Set(equal.length ? equal : all.flatMap((value, at) => value.includes(asked) ? [at] : []))
  }

  function matching(data, asked) {
    const lang = data.langs.findIndex(([code]) => code === asked.lang)
    const outlets = asked.outlet && meant(data.outlets, asked.outlet)
    const tags = asked.tag && meant(data.tags, asked.tag)
    const people = asked.person && meant(data.people, asked.person)
    return data.rows.filter(([, , ofLang, ofOutlet, , year, ofTags, ofPeople]) =>
      (!asked.lang || ofLang === lang) && (!asked.year || year === asked.year) && (!outlets || outlets.has(ofOutlet)) &&
      (!tags || ofTags.some(tag => tags.has(tag))) && (!people || ofPeople.some(one => people.has(one))))
  }

  function item(data, root, [title, url, lang, outlet, date]) {
    const [code, dir, unknown] = data.langs[lang]
    const facts = [data.outlets[outlet] ?? unknown, date].map(fact => element("bdi", { textContent: fact }))
    const met = element("span", { className: "met" }, ...facts.flatMap((fact, at) => at ? [" · ", fact] : [fact]))
    const link = element("a", { href: root + url }, element("bdi", { textContent: title }))
    return element("li", { lang: code, dir }, link, " ", met)
  }

  window.digestFilters = (form, script) => {
    if (form.dataset.ready) return
    form.dataset.ready = "yes"
    const root = form.dataset.root.replace(/\/?$/, "/")
    const status = form.querySelector("[role=status]")
    const whole = [...form.parentElement.querySelectorAll(":scope > ul, :scope > .pager")]
    const list = element("ul", { hidden: true })
    const more = element("button", { type: "button", className: "more", textContent: form.dataset.more, hidden: true })
    form.after(list, more)
    let data, found = []

    const extend = () => {
      const from = list.childElementCount
      list.append(...found.slice(from, from + AT_ONCE).map(row => item(data, root, row)))
      more.hidden = list.childElementCount >= found.length
      return list.children[from]
    }
    const show = async () => {
      const asked = Object.fromEntries(FACETS.map(name => [name, form.elements[name].value]))
      const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value)).toString()
      history.replaceState(history.state, "", location.pathname + (query ? `?${query}` : ""))
      for (const part of whole) part.hidden = Boolean(query)
      list.hidden = !query
      status.textContent = ""
      if (!query) return void (more.hidden = true)
      data = await (form.loading ??= load(form, script))
      found = matching(data, asked)
      list.replaceChildren()
      status.textContent = form.dataset.found.replace("{number}", found.length).replace("{all}", data.rows.length)
      extend()
    }
    more.addEventListener("click", () => extend()?.querySelector("a").focus())
    form.addEventListener("focusin", () => { form.loading ??= load(form, script) })
    form.addEventListener("input", show)
    form.addEventListener("submit", event => event.preventDefault())
    form.addEventListener("reset", () => setTimeout(show))

    const given = new URLSearchParams(location.search)
    for (const name of FACETS) form.elements[name].value = given.get(name) ?? form.elements[name].value
    if (FACETS.some(name => form.elements[name].value)) show()
  }
})()
