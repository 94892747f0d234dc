import { Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { hookEvents } from '../../shared/model/hook.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Field, Select, TextInput } from '../ui/field.tsx'
import { Check } from '../ui/section.tsx'
import { sentenceCase } from '../ui/sentence-case.ts'
import { ActionFields } from './action-fields.tsx'
import {
  actionOf,
  actionPart,
  eventsOf,
  type HookProblem,
  type HookText,
  newHook,
  textOf,
  withAction,
  withEvent,
  withField,
} from './hook-text.ts'
import { words } from './words.ts'

type Props = {
  hooks: readonly HookText[]
  problemsOf(at: number): readonly HookProblem[]
  onChange(hooks: HookText[]): void
  /** The place of a hook in a text, by which a form finds its fields. */
  placeOf?(at: number): string
  /** What stands beside the button that deletes a hook. */
  extra?(hook: HookText): ReactNode
}

/** What follows the start and the ends of a run: a list of hooks, of a job, a flow or a pipeline. */
export function HooksEditor({ hooks, problemsOf, onChange, placeOf, extra }: Props) {
  const root = useRef<HTMLDivElement>(null)
  const keys = useKeysOf(hooks.length)
  const add = () => {
    onChange([...hooks, newHook])
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(`[data-hook="${hooks.length + 1}"] input`)?.focus())
  }
  const remove = (at: number) => {
    keys.splice(at, 1)
    onChange(hooks.toSpliced(at, 1))
  }
  return (
    <div ref={root} className="flex flex-col gap-2">
      {hooks.map((hook, at) => (
        <fieldset
          key={keys[at]}
          data-hook={at + 1}
          data-field={placeOf?.(at)}
          className="flex min-w-0 flex-col gap-2 rounded-md border border-rule p-2"
        >
          <legend className="sr-only">{words.hook(at + 1)}</legend>
          <HookFields hook={hook} problems={problemsOf(at)} change={(next) => onChange(hooks.with(at, next))} />
          <div className="flex items-center gap-2">
            {extra?.(hook)}
            <IconButton label={words.remove(at + 1)} onClick={() => remove(at)} className="ml-auto">
              <Trash2 aria-hidden="true" className="size-3.5" />
            </IconButton>
          </div>
        </fieldset>
      ))}
      <Button small look="quiet" className="self-start" onClick={add}>
        <Plus aria-hidden="true" className="size-3.5" />
        {words.add}
      </Button>
    </div>
  )
}

/** Tell the hooks apart while others are deleted. */
function useKeysOf(count: number): number[] {
  const { current } = useRef<{ keys: number[]; last: number }>({ keys: [], last: 0 })
  while (current.keys.length < count) current.keys.push(++current.last)
  return current.keys
}

type HookProps = { hook: HookText; problems: readonly HookProblem[]; change(hook: HookText): void }

function HookFields({ hook, problems, change }: HookProps) {
  // What each kind of action runs is kept while a person makes up their mind.
  const earlier = useRef<Record<string, HookText>>({})
  const events = eventsOf(hook)
  const action = actionOf(hook)
  const switchAction = (next: typeof action): void => {
    earlier.current[action] = actionPart(hook)
    change(withAction(hook, next, earlier.current[next]))
  }
  const wrongEvents = problems.filter(({ field }) => field === 'on')
  return (
    <>
      <fieldset className="grid grid-cols-2 gap-x-2">
        <legend className="mb-1 text-sm font-medium text-ink-2">{words.on}</legend>
        {hookEvents.map((event) => (
          <Check key={event} checked={events.includes(event)} onChange={(isOn) => change(withEvent(hook, event, isOn))}>
            {words.events[event]}
          </Check>
        ))}
      </fieldset>
      <ProblemLines problems={wrongEvents} />
      <Field label={words.action}>
        <Select value={action} options={words.actions} onChange={switchAction} />
      </Field>
      <ActionFields
        hook={hook}
        errorOf={(name) => errorIn(problems, name)}
        change={change}
        set={(name, value) => change(withField(hook, name, value))}
      />
      <Field label={words.name} error={errorIn(problems, 'name')}>
        <TextInput
          dir="auto"
          value={textOf(hook['name'])}
          placeholder={words.nameHint}
          onChange={(name) => change(withField(hook, 'name', name === '' ? undefined : name))}
        />
      </Field>
      <ProblemLines problems={problems.filter(({ field }) => field !== 'on' && !hasField(action, field))} />
    </>
  )
}

const fields = {
  job: ['job'],
  command: ['command', 'args'],
  script: ['script'],
  url: ['url', 'headers', 'body'],
} satisfies Record<ReturnType<typeof actionOf>, string[]>

const hasField = (action: keyof typeof fields, field: string): boolean =>
  field === 'name' || fields[action].some((each) => each === field)

function errorIn(problems: readonly HookProblem[], name: string): string | undefined {
  const found = problems.find(({ field }) => field === name)
  return found && sentenceCase(found.message)
}

const ProblemLines = ({ problems }: { problems: readonly HookProblem[] }) =>
  problems.map(({ message, isWarning }) => (
    <p key={message} data-problem tabIndex={-1} className={isWarning ? 'text-sm text-warn' : 'text-sm text-bad'}>
      {sentenceCase(message)}
    </p>
  ))
