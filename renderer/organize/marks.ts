/** Whether all, some or none of several things have a tag. */
export type Mark = 'all' | 'some' | 'none'
export type Choice = { name: string; mark: Mark; count: number }

type Tagged = { tags: readonly string[] }
type Known = { name: string; count: number }

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

function markOf(things: readonly Tagged[], name: string): Mark {
  const count = things.filter(({ tags }) => tags.some((tag) => same(tag, name))).length
  return count === 0 ? 'none' : count === things.length ? 'all' : 'some'
}

/** All tags that exist or were added, those that the things have first. `changed` says what the person chose. */
export function choicesOf(things: readonly Tagged[], known: readonly Known[], changed: ReadonlyMap<string, Mark>): Choice[] {
  const names = [...known.map(({ name }) => name), ...things.flatMap(({ tags }) => tags), ...changed.keys()]
  const once = names.filter((name, index) => names.findIndex((other) => same(other, name)) === index)
  const all = once.map((name) => ({
    name,
    mark: changed.get(name) ?? markOf(things, name),
    count: known.find((each) => each.name === name)?.count ?? 0,
  }))
  const isOn = ({ name }: Choice): number => Number(markOf(things, name) === 'none')
  return all.sort((a, b) => isOn(a) - isOn(b) || a.name.localeCompare(b.name, 'en'))
}

/** Those whose name contains the text, and whether it names a tag that does not exist yet. */
export function found(choices: readonly Choice[], text: string): { shown: Choice[]; isNew: boolean } {
  const wanted = text.trim().toLowerCase()
  const shown = choices.filter(({ name }) => name.toLowerCase().includes(wanted))
  return { shown, isNew: wanted !== '' && !choices.some(({ name }) => same(name, wanted)) }
}

/** What to add and what to remove. */
export function changesOf(changed: ReadonlyMap<string, Mark>): { addTags: string[]; removeTags: string[] } {
  const marked = (mark: Mark): string[] => [...changed].flatMap(([name, of]) => (of === mark ? [name] : []))
  return { addTags: marked('all'), removeTags: marked('none') }
}
