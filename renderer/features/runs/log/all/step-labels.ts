import { placeOfNode } from '../../place.ts'
import type { RunRow } from '../../rows/row.ts'
import { rowWords } from '../../rows/words.ts'
import { words } from './words.ts'

/** What the steps of a run are called in front of their lines, by the names that their logs have. */
export type StepLabels = (node: string, attempt: number) => string

export function stepLabels(rows: readonly RunRow[]): StepLabels {
  const labels = new Map<string, string>()
  const names = new Map(rows.map(({ key, name }) => [key, name]))
  for (const { parent, name, place } of rows) {
    if (place === null || place.attempt !== null) continue
    const key = keyOf(place)
    const step = parent === null ? null : (names.get(parent) ?? parent)
    const isNumbered = place.item !== null && name === rowWords.item(place.item)
    if (!labels.has(key)) labels.set(key, step === null ? name : isNumbered ? withItem(step, place.item) : words.of(step, name))
  }
  return (node, attempt) => {
    const place = placeOfNode(node)
    const label =
      labels.get(keyOf(place)) ?? withItem(labels.get(keyOf({ ...place, item: null })) ?? place.step ?? node, place.item)
    return attempt > 1 ? words.attempt(label, attempt) : label
  }
}

const withItem = (step: string, item: number | null): string => (item === null ? step : words.item(step, item))

const keyOf = ({ step, visit, item }: Pick<NonNullable<RunRow['place']>, 'step' | 'visit' | 'item'>): string =>
  JSON.stringify([step, visit, item])
