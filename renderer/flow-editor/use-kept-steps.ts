import { type Dispatch, type SetStateAction, useEffect, useRef } from 'react'
import { keptSteps, readSteps } from '../../shared/flow/edit/kept-steps.ts'
import { client } from '../api/client.ts'
import { noSteps, type Steps } from '../editor/undo-steps.ts'

/** A flow that was never saved has its draft in this browser only, and its steps as well. */
const unsaved = 'new'

const entry = (id: string): string => `localflow-steps ${id}`
/** In this browser at once; in the engine when the person pauses. */
const hereMs = 300
const engineMs = 1_500

/** What can be undone survives a reload, and another window goes on with it. */
export function useKeptSteps(id: string | null, text: string, steps: Steps, setSteps: Dispatch<SetStateAction<Steps>>): void {
  const opened = useRef(text)
  useEffect(() => {
    const use = (kept: string | null) => {
      const read = readSteps(opened.current, kept)
      if (read) setSteps((now) => (now === noSteps ? read : now))
      return read !== null
    }
    if (use(here(id ?? unsaved)) || id === null) return
    void client.flows.steps({ ref: id }).then(
      ({ steps: kept }) => void use(kept),
      // Without them, the draft is edited all the same.
      () => undefined,
    )
  }, [id, setSteps])
  const waiting = useRef<(() => void) | null>(null)
  useEffect(() => {
    const flush = () => {
      waiting.current?.()
      waiting.current = null
    }
    addEventListener('pagehide', flush)
    return () => {
      removeEventListener('pagehide', flush)
      flush()
    }
  }, [])
  useEffect(() => {
    if (steps === noSteps) return
    const keep = () => keepHere(id ?? unsaved, keptSteps(text, steps))
    waiting.current = keep
    const timers = [
      setTimeout(() => {
        keep()
        waiting.current = null
      }, hereMs),
      // A few steps less to undo are no reason to disturb anybody.
      setTimeout(() => id !== null && void keepInEngine(id, keptSteps(text, steps)), engineMs),
    ]
    return () => {
      for (const timer of timers) clearTimeout(timer)
    }
  }, [id, text, steps])
}

const keepInEngine = (ref: string, steps: string) => client.flows.keepSteps({ ref, steps }).catch(() => undefined)

const here = (id: string): string | null => {
  try {
    return localStorage.getItem(entry(id))
  } catch {
    return null
  }
}

/** A browser that is full keeps none: the engine has them a moment later. */
function keepHere(id: string, kept: string): void {
  try {
    localStorage.setItem(entry(id), kept)
  } catch {
    localStorage.removeItem(entry(id))
  }
}
