import { mergeOf } from '../../shared/flow/edit/merge.ts'
import type { FlowDetail } from '../../shared/model/flow.ts'
import { attempt, client } from '../api/client.ts'
import type { Source } from '../source-editor/use-source-editor.ts'
import { askToMerge } from './merge-state.ts'
import { words } from './words.ts'

type Versions = { began: Source | null; theirs: FlowDetail; mine: Source }

/** The note of the next draft that is saved, by flow: it says what was merged. */
const notes = new Map<string, string>()

/**
 * Asks how my text and the one that another window saved go together. The other one is kept as a draft first, so that it can be
 * restored. Null: the person goes on editing. Undefined: the texts do not differ.
 */
export async function resolveFlow({ began, theirs, mine }: Versions): Promise<Source | null | undefined> {
  if ([mine.source, began?.source].includes(theirs.draft) || mine.source === began?.source) return undefined
  const text = await askToMerge(theirs.name, mergeOf(began?.source ?? '', theirs.draft, mine.source))
  if (text === null) return null
  const kept = await attempt(words.notKept, () => client.flows.keepDraft({ ref: theirs.id, note: words.beforeMerging }))
  if (!kept) return null
  notes.set(theirs.id, words.mergedWith(theirs.version))
  const name = began !== null && mine.name === began.name ? theirs.name : mine.name
  return { name, source: text }
}

/** Keeps a merged draft under its note, once it is saved. */
export async function keepMerged(id: string): Promise<void> {
  const note = notes.get(id)
  if (note === undefined) return
  notes.delete(id)
  await attempt(words.notKept, () => client.flows.keepDraft({ ref: id, note }))
}
