import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filterKeys, filterLists } from './keys.ts'
import { readFilter } from './read-filter.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/filters.md'), 'utf8')

describe('the keys of a filter', () => {
  it.each(filterLists)('of %s are on the page about filters, each with an example that is understood', (list) => {
    for (const { name, help, example, isGroup } of filterKeys[list]) {
      expect(page).toContain(`| \`${name}${isGroup ? '.NAME' : ''}\` | ${help} |`)
      expect(readFilter(list, example).problems, example).toEqual([])
    }
  })
})
