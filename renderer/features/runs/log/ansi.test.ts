import { describe, expect, it } from 'vitest'
import { type Piece, piecesOf } from './ansi.ts'
import { contrast, readable } from './colors.ts'
import { plain, styleAfter } from './sgr.ts'

const esc = '\x1b'
const look = ({ text, className, variables, href }: Piece) =>
  [text, className, variables['--ansi-fg'] ?? '', href ?? ''].join('|')
const looks = (line: string): string[] => piecesOf(line).map(look)
const shown = (line: string): string =>
  piecesOf(line)
    .map(({ text }) => text)
    .join('')

describe('colors of program output', () => {
  it('are the sixteen of the theme by name, with decorations that end when they are switched off', () => {
    expect(looks(`a${esc}[1;31mb${esc}[22mc${esc}[4;9md${esc}[0me${esc}[97;42mf`)).toEqual([
      'a|||',
      'b|ansi ansi-red-fg ansi-bold||',
      'c|ansi ansi-red-fg||',
      'd|ansi ansi-red-fg ansi-underline ansi-strike||',
      'e|||',
      'f|ansi ansi-green-bg ansi-bright-white-fg||',
    ])
  })

  it('are kept of the palette of 256 and of true color, with semicolons and with colons', () => {
    const fg = (codes: string) => styleAfter(plain, codes).fg
    expect(fg('38;5;208')).toEqual({ rgb: [255, 135, 0] })
    expect(fg('38;5;9')).toEqual({ name: 'bright-red' })
    expect(fg('38;5;244')).toEqual({ rgb: [128, 128, 128] })
    for (const codes of ['38;2;255;105;180', '38:2:255:105:180', '38:2::255:105:180'])
      expect(fg(codes)).toEqual({ rgb: [255, 105, 180] })
    expect(styleAfter(plain, '48;2;1;2;3;1;38;5;16')).toMatchObject({
      bg: { rgb: [1, 2, 3] },
      fg: { rgb: [0, 0, 0] },
      bold: true,
    })
    for (const codes of ['38;5;256', '38;2;1;2', '38;9;1', '58;5;3']) expect(styleAfter(plain, codes).fg, codes).toBeNull()
  })

  it('can be read on both themes, and on any color behind the text', () => {
    for (let index = 16; index < 256; index++) {
      const color = styleAfter(plain, `38;5;${index}`).fg
      if (!color || !('rgb' in color)) throw new Error(`no color ${index}`)
      const grounds: [number, number, number][] = [[240, 240, 237], [18, 19, 20], [255, 135, 0], [0, 0, 238], color.rgb]
      for (const ground of grounds) expect(contrast(readable(color.rgb, ground), ground)).toBeGreaterThanOrEqual(4.5)
    }
    expect(piecesOf(`${esc}[38;5;208mx`)[0]?.variables['--ansi-fg']).toMatch(/^light-dark\(rgb\(.*\), rgb\(255 135 0\)\)$/)
    expect(piecesOf(`${esc}[48;5;208mx`)[0]?.variables).toEqual({ '--ansi-bg': 'rgb(255 135 0)', '--ansi-fg': 'rgb(0 0 0)' })
  })

  it('are exchanged by inverse', () => {
    expect(looks(`${esc}[7ma${esc}[31mb${esc}[27mc`)).toEqual([
      'a|ansi ansi-inverse||',
      'b|ansi ansi-inverse ansi-red-fg||',
      'c|ansi ansi-red-fg||',
    ])
  })

  it('are all that is kept of what a program tells a terminal', () => {
    expect(
      shown(`${esc}[2J${esc}[10;20Hcleared${esc}(B${esc}[m${esc}]0;title\x07 ${esc}P1$r0m${esc}\\x${esc}[?25l${esc}7\b\0`),
    ).toBe('cleared x')
    expect(shown('10 %\r20 %\r100 %\r')).toBe('100 %')
    for (const cut of [esc, `${esc}[`, `${esc}[38;5`, `${esc}]8;;http`, `${esc}]0;ti`]) expect(shown(`end${cut}`)).toBe('end')
  })
})

describe('links in program output', () => {
  const links = (line: string) => piecesOf(line).flatMap(({ text, href }) => (href === null ? [] : [[text, href]]))
  const found = (line: string) => links(line).map(([text]) => text)

  it('are addresses of the web, without what ends the sentence', () => {
    expect(links('see https://example.org/docs/run?id=12#a, or http://localhost:8080.')).toEqual([
      ['https://example.org/docs/run?id=12#a', 'https://example.org/docs/run?id=12#a'],
      ['http://localhost:8080', 'http://localhost:8080/'],
    ])
    expect(found('(https://en.wikipedia.org/wiki/Cron_(Unix)) <https://a.b/c>; "https://d.e/f"')).toEqual([
      'https://en.wikipedia.org/wiki/Cron_(Unix)',
      'https://a.b/c',
      'https://d.e/f',
    ])
    expect(found('[https://[::1]:80/x] https://x.y/z...!')).toEqual(['https://[::1]:80/x', 'https://x.y/z'])
  })

  it('are nothing else', () => {
    for (const text of ['file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'https://', 'http:// x', 'xhttps:/a'])
      expect(found(text), text).toEqual([])
  })

  it('go on where an address changes its color', () => {
    expect(looks(`${esc}[31mhttps://a.b/${esc}[32mc${esc}[0m d`)).toEqual([
      'https://a.b/|ansi ansi-red-fg||https://a.b/c',
      'c|ansi ansi-green-fg||https://a.b/c',
      ' d|||',
    ])
  })

  it('that a program names itself show where they lead', () => {
    const link = (address: string, text: string) => `${esc}]8;;${address}${esc}\\${text}${esc}]8;;${esc}\\`
    expect(shown(`${link('https://evil.example/x', 'https://good.example')}!`)).toBe(
      'https://good.example (https://evil.example/x)!',
    )
    expect(links(link('https://evil.example/x', 'click me'))).toEqual([
      ['click me', 'https://evil.example/x'],
      ['https://evil.example/x', 'https://evil.example/x'],
    ])
    expect(shown(link('https://a.b/c', 'https://a.b/c'))).toBe('https://a.b/c')
    for (const address of ['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x'])
      expect([links(link(address, 'click me')), shown(link(address, 'click me'))]).toEqual([[], 'click me'])
  })
})
