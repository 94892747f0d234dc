import type { KeyUses } from '../../../shared/model/flow-draft.ts'
import { currentActor } from '../base/actor.ts'
import type { Mention } from '../store/node-mentions.ts'
import type { Store } from '../store/store.ts'

/**
 * What names a node of a flow by its key, outside of that flow: scripts that approve it, flows that say how its nodes differ, saved
 * views; and the active runs, which keep the key that they began with.
 */
export function keyUses(store: Store, ref: string, key: string): KeyUses {
  const { number, id, name } = store.flows.find(ref)
  const namesOf = (found: Mention[]): string[] =>
    found.filter(({ text }) => hasWord(text, key) && [id, name].some((word) => hasWord(text, word))).map((one) => one.name)
  const either = (read: (word: string) => Mention[]): string[] => [...new Set([name, id].flatMap((word) => namesOf(read(word))))]
  const actor = currentActor()
  const views = [...store.savedViews.list(actor), ...store.savedViews.sharedByOthers(actor)]
  return {
    flows: either((word) => store.nodeMentions.flows(number, key, word)),
    jobs: either((word) => store.nodeMentions.jobs(key, word)),
    views: views.filter(({ q }) => q.includes('node:') && hasWord(q, key)).map((view) => view.name),
    activeRuns: store.flows.openRuns(number),
  }
}

/** Whether a text has a word that is not a part of a longer one; line breaks may be written as in JSON. */
function hasWord(written: string, word: string): boolean {
  const text = written.replace(/\\[nrt]/g, ' ')
  const isPart = (letter: string | undefined): boolean => letter !== undefined && /[\p{L}\p{N}_-]/u.test(letter)
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (!isPart(text[at - 1]) && !isPart(text[at + word.length])) return true
  return false
}
