import { type KeyboardEvent, type ReactNode, type RefObject, useEffect } from 'react'
import { isPressOf } from '../ui/keys.ts'
import { noteOpenForm } from '../ui/panel/open-form.ts'

type Props = {
  root: RefObject<HTMLFormElement | null>
  label: string
  /** It was opened in order to write something new. */
  isNew: boolean
  save(): Promise<unknown>
  children: ReactNode
}

/** A form in a panel beside a page that may have a form of its own: the key that saves is for the one with the focus. */
export function PanelForm({ root, label, isNew, save, children }: Props) {
  useEffect(() => {
    if (isNew) root.current?.querySelector<HTMLElement>('input:not([type=checkbox]), select, textarea')?.focus()
  }, [isNew, root])
  useEffect(noteOpenForm, [])
  const saveOnKey = (event: KeyboardEvent) => {
    const isWithin = event.target instanceof Node && event.currentTarget.contains(event.target)
    if (!isWithin || !isPressOf('save', event)) return
    event.preventDefault()
    event.stopPropagation()
    void save()
  }
  return (
    <form
      ref={root}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDownCapture={saveOnKey}
      className="flex flex-col gap-4"
    >
      {children}
    </form>
  )
}
