import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Params } from '../../shared/model/params.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { client, messageOf } from '../api/client.ts'
import { Button } from '../ui/button.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import type { RunQuestion } from './ask.ts'
import { copyAs } from './copy-as.ts'
import { Fields } from './fields.tsx'
import { checkForm, formOf } from './form.ts'
import { words } from './words.ts'

/** Asks for the parameters of a run. */
export function RunForm({ question: { job, schema, earlier, answer } }: { question: RunQuestion }) {
  const [began, setBegan] = useState(() => formOf(schema, earlier?.params))
  const [form, setForm] = useState(began)
  const [isFromEarlier, setIsFromEarlier] = useState(earlier !== null)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const { values, problems } = checkForm(schema, form)
  const shownProblems = Object.fromEntries(Object.entries(problems).filter(([name]) => left.has(name)))
  const run = useMutation({ mutationFn: (params: Params) => client.jobs.run({ ref: job.id, params }), onSuccess: answer })
  const submit = () => {
    setLeft(new Set(Object.keys(schema)))
    const [wrong] = Object.keys(problems)
    if (wrong === undefined) run.mutate(values)
    else document.querySelector<HTMLElement>(`[data-param="${wrong}"] :is(input, select, textarea)`)?.focus()
  }
  const startFrom = (params: Params | undefined) => {
    const next = formOf(schema, params)
    setBegan(next)
    setForm(next)
    setIsFromEarlier(params !== undefined)
    setLeft(new Set())
  }

  return (
    <FormDialog
      title={words.title(job.name)}
      submit={words.submit}
      isBusy={run.isPending}
      isChanged={JSON.stringify(form) !== JSON.stringify(began)}
      onSubmit={submit}
      onClose={() => answer(null)}
    >
      <div className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
        {earlier && isFromEarlier && <span>{words.from(earlier.number)}</span>}
        {earlier && (
          <Button small look="quiet" onClick={() => startFrom(isFromEarlier ? undefined : earlier.params)}>
            {isFromEarlier ? words.reset : words.useEarlier(earlier.number)}
          </Button>
        )}
        <span className="ml-auto">
          <CopyMenu name={job.name} schema={schema} values={values} />
        </span>
      </div>
      <div className="flex max-h-[56vh] flex-col gap-4 overflow-auto px-px pb-px">
        <Fields
          schema={schema}
          form={form}
          problems={shownProblems}
          autoFocus
          onChange={(name, held) => setForm({ ...form, [name]: held })}
          onLeave={(name) => setLeft(new Set([...left, name]))}
        />
      </div>
      {run.isError && (
        <p role="alert" className="text-sm whitespace-pre-line text-bad">
          {messageOf(run.error)}
        </p>
      )}
    </FormDialog>
  )
}

const CopyMenu = ({ name, schema, values }: { name: string; schema: ParamSchema; values: Params }) => (
  <Menu
    trigger={
      <Button small look="quiet">
        {words.copyAs}
      </Button>
    }
  >
    <MenuItem onSelect={() => void copyAs('lf', name, schema, values)}>{words.copyLf}</MenuItem>
    <MenuItem onSelect={() => void copyAs('curl', name, schema, values)}>{words.copyCurl}</MenuItem>
  </Menu>
)
