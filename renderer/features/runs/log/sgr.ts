/** A color: one of the sixteen that a theme has its own for, or one by its red, green and blue. */
export type Color = { name: string } | { rgb: [number, number, number] }

export type Style = {
  fg: Color | null
  bg: Color | null
  bold: boolean
  dim: boolean
  italic: boolean
  underline: boolean
  inverse: boolean
  strike: boolean
}

export const plain: Style = {
  fg: null,
  bg: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
  strike: false,
}

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']

/** Applies the numbers between ESC [ and m to a style. */
export function styleAfter(before: Style, codes: string): Style {
  const style = { ...before }
  // The parts of a color are divided by semicolons or, in the newer form, by colons: 38;2;R;G;B or 38:2::R:G:B.
  const queue = codes.split(';')
  for (let code = queue.shift(); code !== undefined; code = queue.shift()) {
    const [number = 0, ...parts] = code.split(':').map(Number)
    if (number === 38 || number === 48 || number === 58) setColor(style, number, parts.length > 0 ? parts : queue)
    else Object.assign(style, number === 0 ? plain : changeOf(number, parts))
  }
  return style
}

const changes: Record<number, Partial<Style>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  9: { strike: true },
  21: { underline: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  29: { strike: false },
  39: { fg: null },
  49: { bg: null },
}

function changeOf(code: number, parts: number[]): Partial<Style> {
  // 4:0 is the newer form of 24.
  if (code === 4 && parts[0] === 0) return { underline: false }
  const name = names[code % 10]
  if (name !== undefined && code >= 30 && code <= 37) return { fg: { name } }
  if (name !== undefined && code >= 40 && code <= 47) return { bg: { name } }
  if (name !== undefined && code >= 90 && code <= 97) return { fg: { name: `bright-${name}` } }
  if (name !== undefined && code >= 100 && code <= 107) return { bg: { name: `bright-${name}` } }
  return changes[code] ?? {}
}

/** Takes the numbers of a color from what follows; that of underlines (58) is left out. */
function setColor(style: Style, code: number, rest: (string | number)[]): void {
  const isColons = typeof rest[0] === 'number'
  const kind = Number(rest.shift())
  // In the form with colons, an empty place for the color space may come first.
  if (kind === 2 && isColons && rest.length > 3) rest.shift()
  const color =
    kind === 5
      ? ofPalette(Number(rest.shift()))
      : kind === 2
        ? { rgb: rest.splice(0, 3).map(Number) as [number, number, number] }
        : null
  if (!color || ('rgb' in color && !(color.rgb.length === 3 && color.rgb.every((part) => part >= 0 && part <= 255)))) return
  if (code === 38) style.fg = color
  if (code === 48) style.bg = color
}

const levels = [0, 95, 135, 175, 215, 255]

/** One of 256: sixteen by name, a cube of 6 × 6 × 6, and 24 shades of gray. */
function ofPalette(index: number): Color | null {
  if (!(index >= 0 && index <= 255)) return null
  if (index < 16) return { name: (index < 8 ? '' : 'bright-') + names[index % 8] }
  if (index >= 232) return { rgb: [8 + (index - 232) * 10, 8 + (index - 232) * 10, 8 + (index - 232) * 10] }
  const at = index - 16
  return { rgb: [levels[Math.floor(at / 36)] ?? 0, levels[Math.floor(at / 6) % 6] ?? 0, levels[at % 6] ?? 0] }
}
