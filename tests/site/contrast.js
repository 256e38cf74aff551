() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })
  const rgb = colour => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    return canvas.getImageData(0, 0, 1, 1).data
  }
  const linear = v => ((v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
  const ground = node => {
    for (; node; node = node.parentElement) {
      const colour = rgb(getComputedStyle(node).backgroundColor)
      if (colour[3] === 255) return colour
    }
    return [255, 255, 255]
  }
  const ratio = node => {
    const [a, b] = [light(rgb(getComputedStyle(node).color)), light(ground(node))]
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
  }
  return [...document.querySelectorAll(".digest *, .sections a, .md-footer a")]
    .filter(node => node.innerText && node.className !== "headerlink" && node.checkVisibility())
    .map(node => [node.className || node.tagName, ratio(node)])
    .filter(([, value]) => value < 4.5)
}
