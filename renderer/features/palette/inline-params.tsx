import { ArrowLeft } from 'lucide-react'
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react'
import { messageOf } from '../../api/client.ts'
import type { Asked } from '../../run-form/ask.ts'
import { firstField } from '../../run-form/first-field.ts'
import { groupsOf, shownNames } from '../../run-form/form.ts'
import { type RunFormState, useRunForm } from '../../run-form/use-run-form.ts'
import { words as formWords } from '../../run-form/words.ts'
import { IconButton } from '../../ui/button.tsx'
import { giveHeldKeysSoon } from '../../ui/held-keys.ts'
import { KeyText } from '../../ui/key-text.tsx'
import { Group } from './choice.tsx'
import { InlineField } from './inline-field.tsx'
import { words } from './words.ts'

type Props = { asked: Asked; back(): void; close(): void }

/** The parameters of a run, one below the other: Tab leads from one to the next, and Enter runs from any of them. */
export function InlineParams({ asked, back, close }: Props) {
  const { target, earlier } = asked
  const root = useRef<HTMLDivElement>(null)
  const state = useRunForm({ ...asked, answer: close })
  useFirstFocus(() => focusField(root.current, Object.keys(state.schema)))
  const onKeyDown = (event: KeyboardEvent) => {
    const isSubmit = event.ctrlKey || event.metaKey || !isOwnEnter(event.target)
    if (event.key !== 'Enter' || event.defaultPrevented || event.nativeEvent.isComposing || !isSubmit) return
    event.preventDefault()
    if (state.start.isPending) return
    const wrong = state.submit(event.shiftKey && (event.ctrlKey || event.metaKey))
    if (wrong.length > 0) focusField(root.current, wrong)
  }
  return (
    <div role="group" aria-label={words.parameters(target.name)} onKeyDown={onKeyDown}>
      <div className="flex h-11 items-center gap-2 border-b border-rule pr-4 pl-2">
        <IconButton label={words.back} onClick={back}>
          <ArrowLeft aria-hidden="true" className="size-4" />
        </IconButton>
        <h2 className="min-w-0 truncate text-lg">{words.runJob(target.name)}</h2>
        {earlier && <span className="ml-auto shrink-0 text-sm text-ink-3">{formWords.from(earlier.number)}</span>}
      </div>
      <div ref={root} className="flex max-h-[46vh] flex-col gap-2 overflow-auto p-3">
        <Rows asked={asked} state={state} />
      </div>
      {state.start.isError && (
        <p role="alert" className="border-t border-rule px-4 py-2 text-sm whitespace-pre-line text-bad">
          {messageOf(state.start.error)}
        </p>
      )}
      <p className="border-t border-rule px-4 py-2">
        <KeyText of={words.inlineKeys} />
      </p>
    </div>
  )
}

function Rows({ asked, state }: { asked: Asked; state: RunFormState }) {
  const { schema, form, shownProblems } = state
  const rowOf = (name: string) => {
    const param = schema[name]
    return (
      param && (
        <div key={name} data-param={name}>
          <InlineField
            {...{ name, param, target: asked.target, held: form[name] ?? '', problem: shownProblems[name] }}
            onChange={(held) => state.change(name, held)}
            onLeave={() => state.leave(name)}
          />
        </div>
      )
    )
  }
  return groupsOf(schema, shownNames(schema, form)).map(([group, names]) =>
    group === '' ? (
      names.map(rowOf)
    ) : (
      <Group key={group} heading={group}>
        <div className="flex flex-col gap-2">{names.map(rowOf)}</div>
      </Group>
    ),
  )
}

/** Before the next key is pressed; those that were pressed in the meantime follow. */
function useFirstFocus(focus: () => void): void {
  const first = useRef(focus)
  useLayoutEffect(() => {
    first.current()
    giveHeldKeysSoon()
  }, [])
}

/** What Enter does there is no end: a line break, or the press of a button. */
const isOwnEnter = (target: EventTarget): boolean => target instanceof Element && /^(TEXTAREA|BUTTON)$/.test(target.tagName)

/** Selected as by Tab, so that typing replaces the value. */
function focusField(root: HTMLElement | null, names: readonly string[]): void {
  const field = firstField(root, names)
  field?.focus()
  if (field instanceof HTMLInputElement && field.type !== 'date' && field.type !== 'time') field.select()
}
