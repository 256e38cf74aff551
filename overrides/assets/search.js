/* The search: a dialog, and the engine behind it. What comes from pages is put in as text, never as HTML.
   Words are compared as digest.text.loose and digest.publish.search say; the tables come from there. */
(() => {
  const told = window.digestSearch
  const PAGE = 5 // results shown at a time
  const AROUND = 90 // letters of the text in front of the first word found, and twice as many behind it
  const MOST = 400 // values of one field to choose from
  const FIELDS = ["lang", "outlet", "tags", "people"]
  const SPAN = 3 // packs that are read for one word
  const OFTEN = [1, 1.6, 2.2, 2.8] // how much a word counts that stands on a page once, twice, four, nine times
  const IN_TITLE = 4 // and what it gains in a title

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

  /* --- engine: find(words, narrow, counted) → { count, values by field, hits: functions that fetch one } --------------
     digest.publish.index says what the packs hold. */

  /* Reads a pack: of the one script of a copy on disk, or fetched once. */
  async function reader(site) {
    if (!told.folder) {
      await load("script", { src: new URL("search/whole.js", site) })
      return async name => window.digestWhole[name]
    }
    const kept = {}
    return name => kept[name] ??= unpacked(new URL(`search/${told.folder}/${name}.pack`, site)).catch(problem => {
      delete kept[name]
      throw problem
    })
  }

  async function unpacked(url) {
    const answer = await fetch(url)
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
    const pack = await answer.blob()
    const [first] = new Uint8Array(await pack.slice(0, 1).arrayBuffer())
    if (first !== 0x1f) return pack.text() // a host that unpacks it itself
    return new Response(pack.stream().pipeThrough(new DecompressionStream("gzip"))).text()
  }

  /* Pairs of a page's number and how a word stands there. */
  function* pages(postings) {
    let page = -1
    for (const [, passed, how] of postings.matchAll(/([0-9a-z]*)([A-H])/g)) {
      page += 1 + (passed ? parseInt(passed, 36) : 0)
      yield [page, how.charCodeAt(0) - 65]
    }
  }

  /* The packs that hold words which begin with `stem`; of a short one that many begin with, the first few. */
  function holding(stem) {
    const next = told.packs.findIndex(first => first > stem)
    const end = next < 0 ? told.packs.length : next
    const behind = told.packs.slice(end, end + SPAN - 1).filter(first => first.startsWith(stem))
    return [...Array(behind.length + 1).keys()].map(number => Math.max(end - 1, 0) + number)
  }

  /* The pages a word stands on in some form: page → how well it fits there, and whether it begins as it was typed. */
  async function standing(read, word) {
    const [begun, found] = [stem(word), new Map()]
    const packs = await Promise.all(holding(begun).map(number => read(`words/${number}`)))
    for (const line of packs.flatMap(pack => pack.split("\n"))) {
      if (!line.startsWith(begun)) continue
      const [key, postings] = line.split(" ")
      const near = key === word ? 1 : key.startsWith(word) ? 0.8 : 0.6
      for (const [page, how] of pages(postings)) {
        const fit = near * (OFTEN[how % 4] + (how > 3 ? IN_TITLE : 0))
        const known = found.get(page)
        found.set(page, { fit: Math.max(fit, known?.fit ?? 0), typed: near > 0.6 || Boolean(known?.typed) })
      }
    }
    return found
  }

  async function engine(site) {
    const read = await reader(site)
    return async (words, narrow, counted) => {
      const rows = await Promise.all(words.map(word => standing(read, word)))
      const known = rows.filter(row => row.size) // a word that stands nowhere is let go
      if (words.length && !known.length) return { count: 0, values: {}, hits: [] }
      const chosen = FIELDS.filter(field => narrow[field])
      const values = counted || chosen.length ? JSON.parse(await read("narrow")) : {}
      const fitting = chosen.map(field => {
        const [, postings] = values[field].find(([value]) => value === narrow[field]) ?? ["", ""]
        return new Map(pages(postings))
      })
      const all = known.length ? known.reduce((few, row) => row.size < few.size ? row : few).keys() : Array(told.pages).keys()
      const found = [...all].filter(page => [...known, ...fitting].every(row => row.has(page)))
      const rank = new Map(found.map(page => [page, ranked(page, known)]))
      found.sort((a, b) => rank.get(b) - rank.get(a) || a - b)
      return { count: found.length, values: counts(values, new Set(found)), hits: found.map(page => async () => JSON.parse(await read(`pages/${page}`))) }
    }
  }

  /* Rare words weigh more; pages that hold all words as they were typed come first. */
  function ranked(page, rows) {
    const fit = rows.reduce((sum, row) => sum + row.get(page).fit * Math.log(1 + told.pages / row.size), 0)
    return fit + (rows.every(row => row.get(page).typed) ? 1e6 : 0)
  }

  function counts(values, found) {
    const often = postings => [...pages(postings)].filter(([page]) => found.has(page)).length
    return Object.fromEntries(FIELDS.map(field =>
      [field, Object.fromEntries((values[field] ?? []).map(([value, postings]) => [value, often(postings)]))]))
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

  /* The direction of a line's first letter; what stands below a title begins on its side. */
  const way = text => /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(/\p{L}/u.exec(text)?.[0] ?? "") ? "rtl" : "ltr"

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
      this.more = element("button", { type: "button", class: "finder-more", hidden: "", click: () => this.show(true).catch(problem => this.failed(this.asked, problem)) })
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
      if (words) this.field.value = words.slice(0, this.field.maxLength)
      this.field.focus()
      this.field.select()
      try {
        this.engine ??= await engine(this.site)
      } catch (problem) {
        return this.failed(this.asked, problem)
      }
      await this.find()
    }

    failed(turn, problem) {
      if (turn === this.asked) this.status.textContent = this.words["search-failed"]
      console.warn(problem)
    }

    soon() {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.find(), 120)
    }

    find() {
      clearTimeout(this.timer)
      const turn = ++this.asked
      return this.finding = this.engine ? this.look(turn).catch(problem => this.failed(turn, problem)) : undefined
    }

    async look(turn) {
      const words = [...new Set(sought(this.field.value))]
      const stems = [...new Set(words.map(stem))]
      const narrow = Object.fromEntries(FIELDS.map(field => [field, this.selects[field].value]))
      if (!words.length && !this.narrow.open && !Object.values(narrow).some(Boolean)) return this.empty()
      this.status.textContent = this.words["search-wait"]
      const found = await this.engine(words, narrow, this.narrow.open)
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
      const row = element("li", { dir: way(hit.title) }, title)
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
