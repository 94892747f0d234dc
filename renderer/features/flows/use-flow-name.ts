import { useCallback, useRef, useState } from 'react'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { codeOf, messageOf } from '../../api/client.ts'
import { words as sourceWords } from '../../source-editor/words.ts'

type Written = { name: string; source: string }

export type FlowNames = ReturnType<typeof useFlowName>

/** The name is saved as one types. One that cannot be saved stays in its field, and the text is saved without it. */
export function useFlowName(flow: FlowDetail | null) {
  const refused = useRef(new Map<string, string>())
  const [, setRefused] = useState('')
  const stored = flow?.name

  const problemOf = useCallback(
    (name: string): string | undefined => {
      if (stored === undefined) return undefined
      return name.trim() === '' ? sourceWords.kinds.flow.nameMissing : refused.current.get(name.trim())
    },
    [stored],
  )
  /** The name that is saved while this one is typed. */
  const usable = (name: string): string => (problemOf(name) === undefined ? name : (stored ?? name))

  /** Saves the name and the text; the text alone, if the name is taken. */
  async function save<T>(written: Written, put: (written: { name?: string; source: string }) => Promise<T>): Promise<T> {
    try {
      return await put(written)
    } catch (error) {
      if (codeOf(error) !== 'name-taken') throw error
      refused.current.set(written.name, messageOf(error))
      setRefused(written.name)
      return await put({ source: written.source })
    }
  }

  /** A name that was refused may be free now. */
  const tryAgain = (): void => refused.current.clear()

  return { problemOf, usable, save, tryAgain }
}
