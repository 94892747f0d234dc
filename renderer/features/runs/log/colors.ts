import type { Color, Style } from './sgr.ts'

type Rgb = [number, number, number]

/** The background of a log: `--sunken` of both themes. */
const grounds: Record<'light' | 'dark', Rgb> = { light: [240, 240, 237], dark: [18, 19, 20] }
const black: Rgb = [0, 0, 0]
const white: Rgb = [255, 255, 255]

/** The lowest contrast of text (WCAG AA). */
const enough = 4.5

/** The sixteen colors as terminals have them: where one stands on a color of a program's own, the theme's would not be read. */
const named: Record<string, Rgb> = {
  black: [0, 0, 0],
  red: [205, 0, 0],
  green: [0, 205, 0],
  yellow: [205, 205, 0],
  blue: [0, 0, 238],
  magenta: [205, 0, 205],
  cyan: [0, 205, 205],
  white: [229, 229, 229],
}

export type Paint = { classNames: string[]; variables: Record<string, string> }

/**
 * The classes and variables that give text its colors. The sixteen come from the theme; any other is what the program
 * says, with text made lighter or darker until it can be read in either theme.
 */
export function paintOf({ fg, bg, inverse }: Style): Paint {
  const classNames = [fg || bg || inverse ? 'ansi' : '', inverse ? 'ansi-inverse' : ''].filter(Boolean)
  const variables: Record<string, string> = {}
  if (bg && 'rgb' in bg) {
    variables['--ansi-bg'] = css(bg.rgb)
    variables['--ansi-fg'] = css(readable(fg ? rgbOf(fg) : isLight(bg.rgb) ? black : white, bg.rgb))
    return { classNames, variables }
  }
  if (bg) classNames.push(`ansi-${bg.name}-bg`)
  if (fg && 'rgb' in fg)
    variables['--ansi-fg'] = `light-dark(${css(readable(fg.rgb, grounds.light))}, ${css(readable(fg.rgb, grounds.dark))})`
  else if (fg) classNames.push(`ansi-${fg.name}-fg`)
  return { classNames, variables }
}

const css = (rgb: Rgb): string => `rgb(${rgb.map(Math.round).join(' ')})`

const rgbOf = (color: Color): Rgb => ('rgb' in color ? color.rgb : (named[color.name.replace('bright-', '')] ?? white))

/** The color, or the nearest to it on the way to black or white that can be read on the ground. */
export function readable(color: Rgb, ground: Rgb): Rgb {
  const target = isLight(ground) ? black : white
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = color.map((part, at) => part + ((target[at] ?? 0) - part) * share) as Rgb
    if (contrast(mixed, ground) >= enough) return mixed
  }
  return target
}

const isLight = (color: Rgb): boolean => contrast(color, black) >= contrast(color, white)

export function contrast(a: Rgb, b: Rgb): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
