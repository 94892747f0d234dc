import { expect, it } from 'vitest'
import { offeredReferences, offeredSecrets } from './offers.ts'

const references = [
  '$input',
  '$params',
  '$params.items',
  '$params.items[0]',
  '$params.items[0].url',
  '$shared.report',
  '$shared.report.size',
]

it.each([
  ['', ['$input', '$params', '$params.items', '$shared.report']],
  ['$p', ['$params', '$params.items']],
  ['$params.', ['$params.items', '$params.items[0]']],
  ['$params.items[0]', ['$params.items[0]', '$params.items[0].url']],
  ['$shared.REP', ['$shared.report', '$shared.report.size']],
  ['plain', []],
])('after %j, the references %j are offered', (text, offered) => {
  expect(offeredReferences(references, text)).toEqual(offered)
})

it('secrets are completed in the middle of a text', () => {
  expect(offeredSecrets(['TOKEN', 'OTHER'], 'Bearer $secrets.T')).toEqual(['Bearer $secrets.TOKEN'])
  expect(offeredSecrets(['TOKEN'], 'Bearer $')).toEqual(['Bearer $secrets.TOKEN'])
  expect(offeredSecrets(['TOKEN'], 'Bearer')).toEqual([])
})
