import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { api } from '../api/client.ts'
import { joinWords, splitWords } from '../shell-words.ts'
import { Field, Select, TextArea, TextInput } from '../ui/field.tsx'
import { Pairs } from '../ui/pairs.tsx'
import { useTyped } from '../ui/use-typed.ts'
import { actionOf, type HookText, textOf } from './hook-text.ts'
import { words } from './words.ts'

type Props = {
  hook: HookText
  errorOf(field: string): string | undefined
  change(hook: HookText): void
  set(field: string, value: unknown): void
}

/** What a hook runs. */
export function ActionFields(props: Props) {
  const { hook, errorOf, set } = props
  switch (actionOf(hook)) {
    case 'job':
      return <JobField value={textOf(hook['job'])} error={errorOf('job')} onChange={(job) => set('job', job)} />
    case 'command':
      return <CommandField {...props} />
    case 'script':
      return (
        <Field label={words.script} hint={words.variables} error={errorOf('script')}>
          <TextArea value={textOf(hook['script'])} onChange={(script) => set('script', script)} />
        </Field>
      )
    case 'url':
      return <RequestFields {...props} />
  }
}

function JobField({ value, error, onChange }: { value: string; error: string | undefined; onChange(job: string): void }) {
  const list = useId()
  const { data } = useQuery(api.jobs.list.queryOptions({ input: { limit: 500 } }))
  // A job may also be named by its id, and there may be more than a page of them.
  const isMissing =
    data?.nextCursor === null && value.trim() !== '' && !data.items.some(({ id, name }) => [id, name].includes(value.trim()))
  return (
    <Field label={words.job} error={error} hint={isMissing ? words.noJob(value.trim()) : undefined}>
      <TextInput list={list} value={value} onChange={onChange} />
      <datalist id={list}>
        {data?.items.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
    </Field>
  )
}

function CommandField({ hook, errorOf, change }: Props) {
  const args = Array.isArray(hook['args']) ? hook['args'].map(textOf) : []
  const [text, type] = useTyped([textOf(hook['command']), ...args], lineOf, splitWords)
  const write = (next: string): void => {
    const [command = '', ...rest] = type(next)
    const { args: _, ...others } = hook
    change({ ...others, command, ...(rest.length === 0 ? {} : { args: rest }) })
  }
  return (
    <Field label={words.command} hint={words.commandHint} error={errorOf('command') ?? errorOf('args')}>
      <TextInput mono value={text} onChange={write} />
    </Field>
  )
}

const lineOf = (parts: string[]): string => (parts.join('') === '' ? '' : joinWords(parts))

const methods = { POST: 'POST', GET: 'GET', PUT: 'PUT', PATCH: 'PATCH', DELETE: 'DELETE' }

function RequestFields({ hook, errorOf, set }: Props) {
  const method = Object.keys(methods).find((each) => each === hook['method']) ?? 'POST'
  return (
    <>
      <Field label={words.method}>
        <Select
          value={method as keyof typeof methods}
          options={methods}
          onChange={(next) => set('method', next === 'POST' ? undefined : next)}
        />
      </Field>
      <Field label={words.url} error={errorOf('url')}>
        <TextInput mono value={textOf(hook['url'])} onChange={(url) => set('url', url)} />
      </Field>
      <HeaderFields written={hook['headers']} error={errorOf('headers')} onChange={(headers) => set('headers', headers)} />
      <Field label={words.body} hint={words.bodyHint} error={errorOf('body')}>
        <TextArea rows={3} value={textOf(hook['body'])} onChange={(body) => set('body', body === '' ? undefined : body)} />
      </Field>
    </>
  )
}

type Pair = { name: string; value: string }
type Headers = Record<string, string> | undefined

const pairsOf = (text: string): Pair[] => JSON.parse(text) as Pair[]
/** A pair without a name is not written yet. */
const headersOf = (text: string): Headers => {
  const pairs = pairsOf(text).filter(({ name }) => name !== '')
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs.map(({ name, value }) => [name, value]))
}
const printed = (headers: Headers): string =>
  JSON.stringify(Object.entries(headers ?? {}).map(([name, value]) => ({ name, value: textOf(value) })))

type HeaderProps = { written: unknown; error: string | undefined; onChange(headers: Headers): void }

function HeaderFields({ written, error, onChange }: HeaderProps) {
  const known = typeof written === 'object' && written !== null ? (written as Headers) : undefined
  const [text, type] = useTyped<Headers>(known, printed, headersOf)
  const pairs = pairsOf(text)
  const twice = pairs.find(({ name }, at) => name !== '' && pairs.findIndex((other) => other.name === name) !== at)
  return (
    <Pairs
      title={words.headers}
      noun={words.header}
      pairs={pairs}
      error={error ?? (twice && words.sameHeader(twice.name))}
      onChange={(next) => onChange(type(JSON.stringify(next)))}
    />
  )
}
