import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Definition } from '../../shared/flow/definition.ts'
import { applyGesture } from '../../shared/flow/edit/apply.ts'
import type { Gesture } from '../../shared/flow/edit/gesture.ts'
import { readEdited } from '../../shared/flow/edit/read-edited.ts'
import { noSteps, noted, redone, type Steps, undone } from '../editor/undo-steps.ts'
import { toast, toastError } from '../ui/toasts.tsx'
import type { FlowText } from './flow-text.ts'
import { tellKeyUses } from './tell-key-uses.ts'
import { useFollowedSelection } from './use-followed-selection.ts'
import { useKeptSteps } from './use-kept-steps.ts'
import { words } from './words.ts'

/** After these, what was chosen stays chosen. */
const keepsSelection = new Set<Gesture['do']>(['setField', 'move', 'tidy', 'addNote', 'changeNote', 'removeNote'])

/**
 * The text of a flow with its gestures, the selection and undo. `onText` stores the next text; `id` is the flow's, whose steps are
 * kept with its draft; null for one that is not saved yet.
 */
export function useFlowText(text: string, onText: (text: string) => void, id: string | null): FlowText {
  // Two changes in a row: the second starts from the first, which is not stored yet.
  const now = useRef(text)
  const [steps, setSteps] = useState<Steps>(noSteps)
  const { selection, select } = useSelection()
  const reading = useReading(text)
  useFollowedSelection(reading.definition, { selection, select })
  useKeptSteps(id, text, steps, setSteps)
  /** Texts on their way to be stored: a text that comes back is one of them, or somebody else's. */
  const sent = useRef<string[]>([])
  useEffect(() => {
    const own = sent.current.lastIndexOf(text)
    sent.current = sent.current.slice(own + 1)
    if (own !== -1 || now.current === text) return
    // Another window saved, or a version was restored: that is a step, too.
    const before = now.current
    setSteps((old) => noted(old, before, text, { label: words.elsewhere, topic: '', at: Date.now() }))
    now.current = text
  }, [text])
  const put = useCallback(
    (next: string, label: string, topic: string) => {
      const before = now.current
      if (next === before) return
      setSteps((old) => noted(old, before, next, { label, topic, at: Date.now() }))
      now.current = next
      sent.current.push(next)
      onText(next)
    },
    [onText],
  )
  const apply = useCallback(
    (gesture: Gesture): string[] | null => {
      const edited = applyGesture(now.current, gesture)
      if ('refused' in edited) {
        toastError(edited.refused)
        return null
      }
      if (edited.told !== undefined) toast(edited.told)
      put(edited.text, words.gestures[gesture.do], topicOf(gesture))
      if (gesture.do === 'rename' && id !== null) void tellKeyUses(id, gesture.key)
      if (!keepsSelection.has(gesture.do)) select(edited.select)
      return edited.select
    },
    [put, select, id],
  )
  const go = (to: typeof undone) => () => {
    const moved = to(steps, now.current)
    if (!moved) return
    setSteps(moved.steps)
    now.current = moved.text
    sent.current.push(moved.text)
    onText(moved.text)
  }
  return {
    text,
    ...reading,
    selection,
    select,
    type: useCallback((next: string) => put(next, words.typing, 'code'), [put]),
    apply,
    isFieldTyped: steps.done.at(-1)?.topic.startsWith(fieldTopic) === true,
    undo: go(undone),
    redo: go(redone),
    canUndo: steps.done.length > 0,
    canRedo: steps.undone.length > 0,
    undoLabel: steps.done.at(-1)?.label ?? null,
  }
}

const fieldTopic = 'field '

/** Keys in one field are one step; so are those in one note. */
function topicOf(gesture: Gesture): string {
  if (gesture.do === 'setField') return fieldTopic + JSON.stringify(gesture.path) + gesture.key
  return gesture.do === 'changeNote' && gesture.change.text !== undefined ? `note ${gesture.index}` : ''
}

function useSelection(): Pick<FlowText, 'selection' | 'select'> {
  const [selection, setSelection] = useState<readonly string[]>([])
  const select = useCallback(
    (ids: readonly string[]) => setSelection((old) => (old.join('\n') === ids.join('\n') ? old : [...ids])),
    [],
  )
  return { selection, select }
}

/** What is drawn of a text that cannot be read is that of the last one that could; the forms show this very text. */
function useReading(text: string): Pick<FlowText, 'definition' | 'value' | 'problems'> {
  const last = useRef<{ definition: Definition | null; value: unknown }>({ definition: null, value: undefined })
  return useMemo(() => {
    const { drawn, value, problems } = readEdited(text)
    last.current = { definition: drawn ?? last.current.definition, value: value ?? last.current.value }
    return { ...last.current, problems }
  }, [text])
}
