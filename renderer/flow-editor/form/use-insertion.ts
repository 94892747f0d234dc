import { type DragEvent, useEffect, useMemo, useRef } from 'react'
import { fieldDragType, forgetTarget, noteTarget, type Target, withInserted } from './insertion.ts'

/** What an input needs so that a field of the data of a run can be put into it: dropped, or pressed in their list. */
export function useInsertion(isOn: boolean, value: string, onChange: (text: string) => void) {
  const element = useRef<HTMLInputElement>(null)
  const current = useRef({ value, onChange })
  current.current = { value, onChange }
  const target = useMemo(
    (): Target => ({
      insert(text) {
        const input = element.current
        const { value: before, onChange: change } = current.current
        change(withInserted(before, text, input?.selectionStart ?? before.length, input?.selectionEnd ?? before.length))
        input?.focus()
      },
    }),
    [],
  )
  useEffect(() => () => forgetTarget(target), [target])
  return useMemo(() => (isOn ? { ref: element, ...takingFields(target) } : {}), [isOn, target])
}

const takingFields = (target: Target) => ({
  onFocus: () => noteTarget(target),
  onDragOver: (event: DragEvent) => {
    if (event.dataTransfer.types.includes(fieldDragType)) event.preventDefault()
  },
  onDrop: (event: DragEvent) => {
    const text = event.dataTransfer.getData(fieldDragType)
    if (text === '') return
    event.preventDefault()
    target.insert(text)
  },
})
