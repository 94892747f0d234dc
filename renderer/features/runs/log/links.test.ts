import { expect, it } from 'vitest'
import { linksIn } from './links.ts'

const found = (text: string): string[] => linksIn(text).map(({ from, to }) => text.slice(from, to))

it('a link ends before the punctuation of its sentence, and keeps the brackets that it opens', () => {
  expect(found('see (https://a.b/c_(d)), or https://a.b/e?f=1.')).toEqual(['https://a.b/c_(d)', 'https://a.b/e?f=1'])
  expect(found('[https://a.b/x[1]] https://a.b/!!!')).toEqual(['https://a.b/x[1]', 'https://a.b/'])
})

it('a line of nothing but punctuation behind an address is read in one pass', () => {
  for (const sign of ['!', ')', ']']) expect(found(`https://a.b/${sign.repeat(200_000)}`)).toEqual(['https://a.b/'])
})

it('only addresses of the web are links', () => {
  expect(found('javascript:alert(1) file:///etc/passwd http:// ftp://a.b')).toEqual([])
})
