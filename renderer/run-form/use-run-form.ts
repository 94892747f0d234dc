import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Json } from '../../shared/model/json.ts'
import type { Params } from '../../shared/model/params.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import type { CommandOptions } from '../../shared/params/started-command.ts'
import { issuesOf } from '../api/client.ts'
import type { Problems } from '../ui/problems.ts'
import { sentenceCase } from '../ui/sentence-case.ts'
import { toast } from '../ui/toasts.tsx'
import type { RunQuestion } from './ask.ts'
import { checkForm, type Form, formOf, type Held } from './form.ts'
import { checkChoices, checkOptions, noChoices, noOptions, type OptionsForm, type PipelineForm } from './options.ts'
import { type Order, schemaOf, startRun } from './start.ts'
import { words } from './words.ts'

export type RunFormState = ReturnType<typeof useRunForm>

/** What the fields of the form hold, what is wrong with it, and how it starts a run. */
export function useRunForm(question: RunQuestion) {
  const { target, earlier, isAgain } = question
  const [beganOptions] = useState({ ...noOptions, version: textOf(question.version ?? undefined) })
  const [options, setOptions] = useState(beganOptions)
  const [pipeline, setPipeline] = useState(noChoices)
  const { schema, isFree } = useSchema(question, options.version)
  const [began, setBegan] = useState(() => formOf(schema, startOf(question, isFree)))
  const [form, setForm] = useState(began)
  const [isFromEarlier, setIsFromEarlier] = useState(earlier !== null)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [refused, setRefused] = useState<Problems>({})

  const held = { ...formOf(schema), ...form }
  const kept = isAgain ? keptSecrets(schema, earlier?.params ?? {}, held) : []
  const checked = checkForm(schema, held, kept)
  const set = checkOptions(options, Date.now())
  const chosen = checkChoices(pipeline)
  const params = isFree ? objectIn(checked.values[freeName]) : checked.values
  const notObject: Problems = params === null ? { [freeName]: words.notObject } : {}
  const problems: Problems = { ...notObject, ...checked.problems, ...set.problems, ...chosen.problems }
  const start = useStart(question, setRefused)

  return {
    /** The run takes any parameters and reads none that are known, so that most give none. */
    isAside: isFree && question.names.length === 0 && !isAgain,
    ...{ schema, isFree, form: held, kept, options, pipeline, isFromEarlier, order: set.options, start },
    /** The values by their types, as a command has them. */
    values: isFree ? (params ?? {}) : checked.typed,
    /** What is wrong with the fields that were left, and what the server refused. */
    shownProblems: { ...Object.fromEntries(Object.entries(problems).filter(([name]) => left.has(name))), ...refused },
    isChanged: JSON.stringify([form, options, pipeline]) !== JSON.stringify([began, beganOptions, noChoices]),
    change(name: string, value: Held) {
      setForm((old) => ({ ...old, [name]: value }))
      setRefused(({ [name]: _, ...rest }) => rest)
    },
    changeOptions: (change: Partial<OptionsForm>) => setOptions((old) => ({ ...old, ...change })),
    changePipeline: (change: Partial<PipelineForm>) => setPipeline((old) => ({ ...old, ...change })),
    leave: (...names: string[]) => setLeft((old) => new Set([...old, ...names])),
    /** The values of the earlier run, or the defaults; others that a person pasted. */
    startFrom(values: Params | null, isEarlier: boolean) {
      const next = formOf(schema, values === null || !isFree ? (values ?? {}) : { [freeName]: values })
      setForm(next)
      if (isEarlier || values === null) setBegan(next)
      setIsFromEarlier(isEarlier)
      setLeft(new Set())
      setRefused({})
    },
    /** The values and options of a command. */
    fill(values: Params, { at, priority, version, reason }: CommandOptions) {
      setForm(formOf(schema, isFree ? { [freeName]: values } : values))
      setOptions({ at: wallTime(at), priority: textOf(priority), version: textOf(version), reason: reason ?? '' })
      setIsFromEarlier(false)
      setLeft(new Set(Object.keys(schema)))
      setRefused({})
    },
    /** Starts the run, or gives the names of the wrong fields. */
    submit(stays: boolean): string[] {
      setLeft(new Set([...Object.keys(held), ...Object.keys(options), 'parallel']))
      const wrong = Object.keys(problems)
      if (wrong.length > 0 || params === null) return wrong
      const again = isAgain ? (earlier?.id ?? null) : null
      const choices = target.kind === 'pipeline' && !isAgain ? chosen.choices : null
      start.mutate({ order: { target, again, params, options: set.options, pipeline: choices }, stays })
      return []
    },
  }
}

const textOf = (value: number | undefined): string => (value === undefined ? '' : String(value))

/** A time as its field holds it. */
function wallTime(at: string | undefined): string {
  if (at === undefined) return ''
  const instant = Date.parse(at)
  return new Date(instant - new Date(instant).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** Where there is no schema, one field takes an object with any parameters. */
export const freeName = 'params'

function useSchema({ target, schema, names }: RunQuestion, typed: string): { schema: ParamSchema; isFree: boolean } {
  const version = /^\d+$/.test(typed.trim()) ? Number(typed) : null
  const { data } = useQuery({
    queryKey: ['parameters of a version', target.kind, target.id, version],
    queryFn: () => schemaOf(target, version ?? undefined),
    enabled: version !== null,
    retry: false,
  })
  const asked = version === null ? schema : (data ?? schema)
  if (Object.keys(asked).length > 0) return { schema: asked, isFree: false }
  const reads = Object.fromEntries(names.map((name): [string, Json] => [name, null]))
  const free: ParamSchema = {
    [freeName]: {
      ...{ type: 'json', title: words.freeParams, default: reads },
      description: names.length === 0 ? words.freeHint : words.freeReads,
    },
  }
  return { schema: free, isFree: true }
}

function objectIn(value: Json | undefined): Params | null {
  if (value === undefined || value === null) return {}
  return typeof value === 'object' && !Array.isArray(value) ? value : null
}

const startOf = ({ earlier }: RunQuestion, isFree: boolean): Params | undefined =>
  earlier === null ? undefined : isFree ? { [freeName]: earlier.params } : earlier.params

/** The secrets of the run that is repeated, for which nothing else was typed. */
const keptSecrets = (schema: ParamSchema, earlier: Params, form: Form): string[] =>
  Object.keys(schema).filter((name) => schema[name]?.type === 'secret' && Object.hasOwn(earlier, name) && form[name] === '')

type Started = { order: Order; stays: boolean }

function useStart({ target, test, answer }: RunQuestion, refuse: (problems: Problems) => void) {
  const [, go] = useLocation()
  return useMutation({
    mutationFn: ({ order }: Started) => (test ? test(order.params) : startRun(order)),
    onSuccess(run, { stays }) {
      if (test) return answer(run)
      const { number } = run
      answer(null)
      if (stays) toast(words.started(target.name, number))
      else go(`/runs/${number}`)
    },
    onError: (error) => refuse(fieldsOf(error)),
  })
}

/** The server names a parameter as `params.width`, an option by its name. */
const fieldsOf = (error: unknown): Problems =>
  Object.fromEntries(
    Object.entries(issuesOf(error)).map(([path, message]) => [path.replace(/^params\./, ''), sentenceCase(message)]),
  )
