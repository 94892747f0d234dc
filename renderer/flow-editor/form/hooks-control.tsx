import { Plus, X } from 'lucide-react'
import { type HookAction, type HookEvent, hookEvents } from '../../../shared/model/hook.ts'
import { joinWords, splitWords } from '../../shell-words.ts'
import { Button } from '../../ui/button.tsx'
import { Field, Select, TextArea, TextInput } from '../../ui/field.tsx'
import { Check } from '../../ui/section.tsx'
import { useTyped } from '../../ui/use-typed.ts'
import { type ControlProps, orNothing, textOf } from './control-props.ts'
import type { Written } from './fields.ts'
import { useFormPlace } from './form-place.tsx'
import { NameControl } from './name-control.tsx'
import { ProblemLines } from './problem-lines.tsx'
import { isWithin, under } from './problems-of-fields.ts'
import { hookWords as words } from './words/hooks.ts'

const actions = ['job', 'command', 'script', 'url'] as const satisfies readonly HookAction[]
/** What belongs to one action alone. */
const ofActions = ['job', 'command', 'args', 'script', 'interpreter', 'url', 'method', 'headers', 'body']

/** What follows the start and the ends of a run. */
export function HooksControl({ value, onChange }: ControlProps) {
  const place = useFormPlace()
  const hooks = Array.isArray(value) ? (value as Written[]) : []
  const write = (next: Written[]): void => onChange(next.length === 0 ? undefined : (next as never))
  return (
    <div className="flex flex-col gap-2">
      {hooks.map((hook, at) => (
        <fieldset
          key={at}
          data-field={under(place.at, ['hooks', at])}
          className="flex flex-col gap-2 rounded-md border border-rule p-2"
        >
          <legend className="sr-only">{words.hook(at + 1)}</legend>
          <HookFields hook={hook} change={(next) => write(hooks.with(at, next))} />
          <ProblemLines problems={place.problems.filter(({ path }) => isWithin(path, under(place.at, ['hooks', at])))} />
          <div>
            <Button small look="quiet" onClick={() => write(hooks.toSpliced(at, 1))}>
              <X aria-hidden="true" className="size-3.5" />
              {words.remove(at + 1)}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button small look="quiet" onClick={() => write([...hooks, { on: 'failure', job: '' }])}>
          <Plus aria-hidden="true" className="size-3.5" />
          {words.add}
        </Button>
      </div>
    </div>
  )
}

type HookProps = { hook: Written; change(hook: Written): void }

const actionOf = (hook: Written): HookAction => actions.find((action) => hook[action] !== undefined) ?? 'job'

function HookFields({ hook, change }: HookProps) {
  const events = [hook['on'] ?? []].flat() as HookEvent[]
  const set = (name: string, next: unknown): void => {
    const { [name]: _, ...others } = hook
    change(next === undefined ? others : { ...hook, [name]: next })
  }
  const switchEvent = (event: HookEvent, isOn: boolean): void => {
    const next = hookEvents.filter((each) => (each === event ? isOn : events.includes(each)))
    set('on', next.length === 1 ? next[0] : next)
  }
  const switchAction = (action: HookAction): void => {
    const kept = Object.fromEntries(Object.entries(hook).filter(([name]) => !ofActions.includes(name)))
    change({ ...kept, [action]: '' })
  }
  return (
    <>
      <fieldset className="grid grid-cols-2 gap-x-2">
        <legend className="mb-1 text-sm font-medium text-ink-2">{words.on}</legend>
        {hookEvents.map((event) => (
          <Check key={event} checked={events.includes(event)} onChange={(isOn) => switchEvent(event, isOn)}>
            {words.events[event]}
          </Check>
        ))}
      </fieldset>
      <Field label={words.action}>
        <Select value={actionOf(hook)} options={words.actions} onChange={switchAction} />
      </Field>
      <ActionFields hook={hook} change={change} set={set} />
      <Field label={words.name}>
        <TextInput
          dir="auto"
          value={textOf(hook['name'])}
          placeholder={words.nameHint}
          onChange={(name) => set('name', orNothing(name))}
        />
      </Field>
    </>
  )
}

function ActionFields({ hook, change, set }: HookProps & { set(name: string, next: unknown): void }) {
  switch (actionOf(hook)) {
    case 'job':
      return (
        <Field label={words.job}>
          <NameControl label={words.job} of="job" value={hook['job']} isWrong={false} onChange={(job) => set('job', job ?? '')} />
        </Field>
      )
    case 'command':
      return <CommandField hook={hook} change={change} />
    case 'script':
      return (
        <Field label={words.script} hint={words.variables}>
          <TextArea value={textOf(hook['script'])} onChange={(script) => set('script', script)} />
        </Field>
      )
    case 'url':
      return (
        <>
          <Field label={words.url}>
            <TextInput mono value={textOf(hook['url'])} onChange={(url) => set('url', url)} />
          </Field>
          <Field label={words.body} hint={words.bodyHint}>
            <TextArea rows={3} value={textOf(hook['body'])} onChange={(body) => set('body', orNothing(body))} />
          </Field>
        </>
      )
  }
}

function CommandField({ hook, change }: HookProps) {
  const args = Array.isArray(hook['args']) ? hook['args'].map(textOf) : []
  const [text, type] = useTyped([textOf(hook['command']), ...args], lineOf, splitWords)
  const write = (next: string): void => {
    const [command = '', ...rest] = type(next)
    const { args: _, ...others } = hook
    change({ ...others, command, ...(rest.length === 0 ? {} : { args: rest }) })
  }
  return (
    <Field label={words.command} hint={words.commandHint}>
      <TextInput mono value={text} onChange={write} />
    </Field>
  )
}

const lineOf = (parts: string[]): string => (parts.join('') === '' ? '' : joinWords(parts))
