import { Play } from 'lucide-react'
import { describe, expect, it } from 'vitest'
import { definitionEntries } from './entries.ts'
import { groupsAtFirst } from './groups.ts'

const actions = { go: () => {}, runJob: () => {}, setTheme: () => {} }
const found = (kind: 'job' | 'flow' | 'pipeline', id: string) => ({ kind, id, name: id, canStart: true })
const entries = [
  { id: 'page Run', group: 'This page', name: 'Run this', icon: Play, act: () => {} },
  ...definitionEntries([found('job', 'a'), found('job', 'b'), found('flow', 'c'), found('pipeline', 'd')], actions),
]

const names = (recent: string[], favorites: string[]) =>
  groupsAtFirst(entries, recent, favorites).map(([heading, items]) => [heading, items.map(({ name }) => name)])

describe('the palette before anything is typed', () => {
  it('shows recent entries, then favorites, then the page and the rest, each entry once', () => {
    expect(names(['start c', 'gone x'], ['job:b', 'flow:c', 'pipeline:d'])).toEqual([
      ['Recent', ['Run c…']],
      ['Favorites', ['Run b', 'Run d…']],
      ['This page', ['Run this']],
      ['Run', ['Run a']],
      ['Open', ['Open a', 'Open b', 'Open flow c', 'Open pipeline d']],
    ])
  })

  it('says of each entry whether it only opens something', () => {
    const opening = entries.filter(({ opens }) => opens).map(({ name }) => name)
    expect(opening).toEqual(['Run c…', 'Run d…', 'Open a', 'Open b', 'Open flow c', 'Open pipeline d'])
  })
})
