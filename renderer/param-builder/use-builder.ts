import { useRef, useState } from 'react'
import { announce } from '../ui/announcer.tsx'
import { toast } from '../ui/toasts.tsx'
import { addParam, duplicateParam, type Listed, moveParam, removeParam, renameParam, setFacts } from './document.ts'
import type { Change } from './field-parts.tsx'
import { nameFrom } from './names.ts'
import { words } from './words.ts'

/** Texts before each change, newest last. `kind`: changes of one field in a row are one. */
type Step = { before: string; after: string; kind: string }
const mostSteps = 200

export type Builder = ReturnType<typeof useBuilder>

/** The changes that a person makes to a list of parameters, each of which can be undone. */
export function useBuilder(text: string, params: readonly Listed[], onChange: (text: string) => void) {
  const [steps, setSteps] = useState<Step[]>([])
  const [open, setOpen] = useState<number | null>(null)
  const now = useRef(text)
  now.current = text
  const put = (after: string, kind = '') => {
    const last = steps.at(-1)
    const continues = kind !== '' && last?.kind === kind && last.after === text
    const before = continues ? last.before : text
    setSteps([...(continues ? steps.slice(0, -1) : steps).slice(-mostSteps), { before, after, kind }])
    onChange(after)
  }
  // A step on a text that was changed elsewhere since would undo that change, too.
  const undoable = steps.at(-1)?.after === text ? steps.at(-1) : undefined
  return {
    open,
    setOpen,
    undo:
      undoable &&
      (() => {
        setSteps(steps.slice(0, -1))
        onChange(undoable.before)
      }),
    add(taken: readonly string[]) {
      put(addParam(text, nameFrom(words.newName, taken), { type: 'string' }))
      setOpen(params.length)
    },
    change: (at: number, facts: Change) => put(setFacts(text, at, facts), `${at} ${Object.keys(facts)}`),
    rename: (at: number, name: string) => put(renameParam(text, at, name), `${at} name`),
    duplicate(at: number) {
      put(duplicateParam(text, at))
      setOpen(at + 1)
    },
    move(from: number, to: number) {
      const { name } = params[from] ?? {}
      if (name === undefined || to < 0 || to >= params.length || to === from) return false
      put(moveParam(text, from, to))
      setOpen(open === from ? to : null)
      announce(words.moved(name, to + 1, params.length))
      return true
    },
    remove(at: number) {
      const gone = params[at]
      if (!gone) return
      const after = removeParam(text, at)
      put(after)
      setOpen(null)
      // The list may have changed since: then the parameter comes back in its place, without its comments.
      const undo = () => onChange(now.current === after ? text : addParam(now.current, gone.name, gone.facts, at))
      toast(words.removed(gone.name), { undo })
    },
  }
}
