/* The search: one dialog over two engines. What comes from pages is put in as text, never as HTML.
   Words are compared as digest.text.loose and digest.publish.search say; the tables come from there. */
(() => {
  const told = window.digestSearch
  const PAGE = 5 // results shown at a time
  const AROUND = 90 // letters of the text in front of the first word found, and twice as many behind it
  const MOST = 400 // values of one field to choose from
  const FIELDS = ["lang", "outlet", "tags", "people"]

  /* --- words ------------------------------------------------------------------------------------------------------ */

  const silent = /[\p{M}\u00ad\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu
  const unspaced = new RegExp(`[${told.unspaced}]`, "u")
  const run = new RegExp(`[${told.unspaced}]+|(?:(?![${told.unspaced}])[\\p{L}\\p{N}\\p{M}\\u00ad\\u200c\\u200d])+`, "gu")
  const arabic = /[\u0600-\u06ff]/

  function loose(text) {
    return text.normalize("NFKD").toLowerCase().replace(silent, "").replace(/[^\0-\x7f]/gu, sign => told.loose[sign] ?? sign)
  }

  /* The words of a query, loosely spelt; pairs of letters where a script puts no blanks. */
  function sought(query) {
    return (loose(query).match(run) ?? []).flatMap(word => {
      if (!unspaced.test(word) || word.length < 3) return [word.slice(0, 64)]
      return [...word.slice(1)].map((sign, index) => word[index] + sign)
    })
  }

  /* What inflected forms of a word begin with: no article, no ending. */
  function stem(word) {
    const onset = told.onsets.find(on => word.startsWith(on) && word.length >= on.length + told.bare)
    const bare = onset ? word.slice(onset.length) : word
    const ending = told.endings.find(end => bare.endsWith(end) && bare.length - end.length >= least(bare, end))
    return ending ? bare.slice(0, -ending.length) : bare
  }

  function least(word, ending) {
    return ending.length === 1 || arabic.test(word) ? told.bare : told.bare + 1
  }

  function begins(word, stem) {
    return word.startsWith(stem) || [...told.onsets, ...told.letters].some(on => word.startsWith(on) && word.startsWith(stem, on.length))
  }

  /* Where in `text` words stand that begin with one of `stems`: pairs of start and end, the first `most`. */
  function* places(text, stems) {
    for (const word of text.matchAll(run)) {
      if (unspaced.test(word[0])) {
        for (const stem of stems) {
          const at = unspaced.test(stem) ? word[0].indexOf(stem) : -1
          if (at >= 0) yield [word.index + at, word.index + at + stem.length]
        }
      } else if (stems.some(stem => begins(loose(word[0]), stem))) {
        yield [word.index, word.index + word[0].length]
      }
    }
  }

  /* --- engines: find(words, stems, narrow, counted) → { count, values by field, hits: functions that fetch one } --- */

  async function pagefind(site) {
    const engine = await import(new URL("pagefind/pagefind.js", site))
    await engine.options({ noWorker: true, ranking: { metaWeights: { title: 1, keys: 4, names: 0.5 } } })
    const hit = result => async () => {
      const page = await result.data()
      const narrow = Object.fromEntries(FIELDS.map(field => [field, []]))
      for (const [field, value] of (page.filters.in ?? []).map(read)) narrow[field]?.push(value)
      return { url: page.raw_url, title: page.meta.title ?? "", text: shown(page.content), narrow }
    }
    return async (words, stems, narrow, counted) => {
      if (counted) await engine.filters()
      const chosen = FIELDS.filter(field => narrow[field]).map(field => write(field, narrow[field]))
      const filters = chosen.length ? { in: chosen } : {} // named, the filter would be fetched for nothing
      const found = await engine.search(stems || null, { filters })
      const exact = words === stems ? found : await engine.search(words, { filters })
      const first = new Set(exact.results.map(result => result.id))
      const sorted = [...found.results.filter(r => first.has(r.id)), ...found.results.filter(r => !first.has(r.id))]
      const values = Object.fromEntries(FIELDS.map(field => [field, {}]))
      for (const [name, count] of Object.entries(found.filters?.in ?? {})) {
        const [field, value] = read(name)
        if (values[field]) values[field][value] = count
      }
      return { count: sorted.length, values, hits: sorted.map(hit) }
    }
  }

  /* Values to narrow down to, as digest.publish.search.filed writes them. */
  const write = (field, value) => `${field}:${value.replace(/[%"\\]/g, encodeURIComponent)}`
  const read = name => {
    const [, field, value] = /^(.*?):(.*)$/s.exec(name)
    return [field, value.replace(/%(?:25|22|5C)/g, decodeURIComponent)]
  }

  /* The text without the keys that the index holds between its words. */
  function shown(content) {
    let text = "", blank = ""
    for (const word of content.split(/\s+/)) {
      if (word === "|") blank = ""
      else if (word[0] !== "|") {
        text += blank + word
        blank = " "
      }
    }
    return text
  }

  async function whole(site) {
    await load("script", { src: new URL("search/whole.js", site) })
    const pages = window.digestWhole
    const has = (page, words) => words.every(word => page.head.includes(` ${word}`) || page.keys.includes(` ${word}`))
    const rank = (page, words) => words.filter(word => page.head.includes(` ${word}`)).length + has(page, words)
    return async (words, stems, narrow) => {
      const known = word => pages.some(page => has(page, [word])) // as Pagefind does: a word that stands nowhere is let go
      const [exact, all] = [words, stems].map(row => row.split(" ").filter(Boolean))
      const loosely = all.filter(known)
      if (all.length && !loosely.length) return { count: 0, values: {}, hits: [] }
      const fits = page => FIELDS.every(field => !narrow[field] || page.narrow[field]?.includes(narrow[field]))
      const found = pages.filter(page => fits(page) && has(page, loosely))
      found.sort((a, b) => rank(b, exact) - rank(a, exact))
      return { count: found.length, values: counts(found), hits: found.map(page => async () => page) }
    }
  }

  function counts(pages) {
    const values = Object.fromEntries(FIELDS.map(field => [field, {}]))
    for (const page of pages) {
      for (const field of FIELDS) {
        for (const value of page.narrow[field] ?? []) values[field][value] = (values[field][value] ?? 0) + 1
      }
    }
    return values
  }

  /* --- the dialog ------------------------------------------------------------------------------------------------- */

  function element(tag, about, ...children) {
    const made = document.createElement(tag)
    for (const [name, value] of Object.entries(about)) {
      if (typeof value === "function") made.addEventListener(name, value)
      else if (value || value === "") made.setAttribute(name, value)
    }
    made.append(...children)
    return made
  }

  function load(tag, about) {
    return new Promise((done, failed) => document.head.append(element(tag, { ...about, load: done, error: failed })))
  }

  function marked(text, stems, most = Infinity) {
    const made = document.createDocumentFragment()
    let end = 0
    for (const [from, to] of places(text, stems)) {
      if (from < end) continue
      made.append(text.slice(end, from), element("mark", {}, text.slice(from, to)))
      end = to
      if (--most <= 0) break
    }
    made.append(text.slice(end))
    return made
  }

  /* Some words around the first one found; the text's beginning where it is found elsewhere (in a name, in the title). */
  function excerpt(text, stems) {
    const [from, to] = places(text, stems).next().value ?? [0, 0]
    const blank = text.indexOf(" ", from - AROUND) + 1
    const cut = from <= AROUND ? 0 : blank > 0 && blank <= from ? blank : from - AROUND / 3
    const last = to + 2 * AROUND
    const piece = text.slice(cut, last >= text.length ? last : Math.max(text.lastIndexOf(" ", last), to, last - AROUND))
    return [cut ? "… " : "", marked(piece, stems), last < text.length ? " …" : ""]
  }

  /* The browser itself lights up the word on the page that is opened. */
  function address(hit, stems, site) {
    const [from, to] = places(hit.text, stems).next().value ?? [0, 0]
    const word = encodeURIComponent(hit.text.slice(from, to)).replaceAll("-", "%2D")
    return new URL(hit.url, site) + (word ? `#:~:text=${word}` : "")
  }

  class Finder {
    engine = null
    asked = 0
    hits = []
    stems = []

    constructor(site) {
      this.site = site
      this.field = element("input", { type: "text", role: "searchbox", enterkeyhint: "search", class: "finder-field", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: "300", input: () => this.soon() })
      this.close = element("button", { type: "button", class: "finder-close", click: () => this.dialog.close() }, "×")
      this.status = element("p", { class: "finder-status", role: "status" })
      this.list = element("ol", { class: "finder-list" })
      this.more = element("button", { type: "button", class: "finder-more", hidden: "", click: () => this.show(true) })
      this.selects = Object.fromEntries(FIELDS.map(field => [field, element("select", { id: `finder-${field}`, change: () => this.find() })]))
      this.labels = Object.fromEntries(FIELDS.map(field => [field, element("label", { for: `finder-${field}` })]))
      this.summary = element("summary", {})
      this.narrow = element("details", { class: "finder-narrow", toggle: () => this.narrow.open && this.find() }, this.summary,
        element("div", {}, ...FIELDS.map(field => element("p", {}, this.labels[field], this.selects[field]))))
      const form = element("form", { role: "search", submit: event => this.enter(event) }, this.field, this.close)
      this.dialog = element("dialog", { class: "finder", keydown: event => this.key(event), click: event => this.click(event) },
        form, this.narrow, this.status, this.list, this.more)
      document.body.append(this.dialog)
    }

    /* The dialog speaks the language of the page it is opened on. */
    speak() {
      const lang = document.documentElement.lang
      const code = [lang, lang.split("-")[0], "en"].find(code => told.labels[code])
      this.words = told.labels[code]
      this.dialog.lang = code
      this.dialog.dir = this.words.dir
      this.dialog.setAttribute("aria-label", this.words.search)
      this.field.setAttribute("aria-label", this.words.search)
      this.field.placeholder = this.words["search-hint"]
      this.close.setAttribute("aria-label", this.words["search-close"])
      this.summary.textContent = this.words["search-narrow"]
      this.more.textContent = this.words["search-more"]
      for (const field of FIELDS) this.labels[field].textContent = this.words[field]
      this.names = new Intl.DisplayNames([code], { type: "language", fallback: "code" })
    }

    async open(words) {
      this.speak()
      if (!this.dialog.open) this.dialog.showModal()
      if (words) this.field.value = words
      this.field.focus()
      this.field.select()
      try {
        this.engine ??= await { pagefind, whole }[told.engine](this.site)
        await this.find()
      } catch (problem) {
        this.status.textContent = this.words["search-failed"]
        console.warn(problem)
      }
    }

    soon() {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.find(), 120)
    }

    find() {
      clearTimeout(this.timer)
      return this.finding = this.engine ? this.look(++this.asked) : undefined
    }

    async look(turn) {
      const words = sought(this.field.value)
      const stems = [...new Set(words.map(stem))]
      const narrow = Object.fromEntries(FIELDS.map(field => [field, this.selects[field].value]))
      if (!words.length && !this.narrow.open && !Object.values(narrow).some(Boolean)) return this.empty()
      this.status.textContent = this.words["search-wait"]
      const found = await this.engine(words.join(" "), stems.join(" "), narrow, this.narrow.open)
      if (turn !== this.asked) return
      this.stems = stems
      this.hits = words.length || Object.values(narrow).some(Boolean) ? found.hits : []
      if (this.narrow.open) this.choose(found.values)
      this.list.replaceChildren()
      await this.show(false)
      if (turn !== this.asked) return
      const said = found.count ? this.words["search-count"].replace("{count}", found.count.toLocaleString(this.dialog.lang)) : this.words["search-none"]
      this.status.textContent = said
      this.dialog.dataset.answers = this.field.value
    }

    empty() {
      this.hits = []
      this.list.replaceChildren()
      this.more.hidden = true
      this.status.textContent = ""
      this.dialog.dataset.answers = this.field.value
    }

    async show(further) {
      const [turn, from] = [this.asked, this.list.children.length]
      const rows = await Promise.all(this.hits.slice(from, from + PAGE).map(fetch => fetch()))
      if (turn !== this.asked || from !== this.list.children.length) return
      this.list.append(...rows.map(hit => this.row(hit)))
      this.more.hidden = this.list.children.length >= this.hits.length
      if (further) this.links()[from]?.focus()
    }

    row(hit) {
      const [lang, outlet] = [hit.narrow.lang?.[0], hit.narrow.outlet?.[0]]
      const facts = lang ? [outlet ?? this.words["no-outlet"], this.language(lang)].map(fact => element("bdi", {}, fact)) : []
      const title = element("a", { href: address(hit, this.stems, this.site), lang, dir: "auto" }, marked(hit.title, this.stems))
      const row = element("li", {}, title)
      if (facts.length) row.append(element("p", { class: "finder-facts" }, ...facts.flatMap(fact => [" · ", fact]).slice(1)))
      if (hit.text) row.append(element("p", { class: "finder-text", lang, dir: "auto" }, ...excerpt(hit.text, this.stems)))
      return row
    }

    language(code) {
      try {
        return this.names.of(code)
      } catch {
        return code
      }
    }

    /* What the results can be narrowed down to, the commonest first; what is chosen stays. */
    choose(values) {
      for (const [field, select] of Object.entries(this.selects)) {
        const chosen = select.value
        const rows = Object.entries(values[field] ?? {}).filter(([value, count]) => count || value === chosen)
        rows.sort(([a, many], [b, few]) => few - many || a.localeCompare(b))
        const option = ([value, count]) => {
          const name = field === "lang" ? this.language(value) : value
          return element("option", { value }, `\u2068${name}\u2069 (${count})`)
        }
        select.replaceChildren(element("option", { value: "" }, this.words["search-any"]), ...rows.slice(0, MOST).map(option))
        select.value = chosen
      }
    }

    links() {
      return [...this.list.querySelectorAll("a")]
    }

    key(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (!step || event.target.closest("select, details, button")) return
      event.preventDefault()
      const stops = [this.field, ...this.links()]
      const next = stops[stops.indexOf(document.activeElement) + step]
      next?.focus()
    }

    async enter(event) {
      event.preventDefault()
      if (this.timer) this.find()
      await this.finding
      this.links()[0]?.click()
    }

    /* Links are followed by the browser, not by instant navigation, which would not light up the word. */
    click(event) {
      event.stopPropagation()
      if (event.target === this.dialog || event.target.closest("a")) this.dialog.close()
    }
  }

  let finder

  told.open = async (site, words) => {
    if (!finder) {
      await load("link", { rel: "stylesheet", href: new URL("assets/search.css", site) })
      finder ??= new Finder(site)
    }
    await finder.open(words)
  }

  told.compare = { loose, sought, stem }
})()
