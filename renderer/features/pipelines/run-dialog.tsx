import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { readManifest } from '../../../shared/pipeline/read.ts'
import { api, client, messageOf } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, Select, TextArea, TextInput } from '../../ui/field.tsx'

const whole = '\n'

/** Asks how a pipeline is to run: with which files, from which step, whether everything is done again. */
export function RunDialog({ pipeline, onClose }: { pipeline: { id: string; name: string }; onClose(): void }) {
  const [, go] = useLocation()
  const { data } = useQuery(api.pipelines.get.queryOptions({ input: { ref: pipeline.id } }))
  const names = useMemo(() => (data ? (readManifest(data.source).manifest?.steps.map(({ name }) => name) ?? []) : []), [data])
  const [from, setFrom] = useState(whole)
  const [parallel, setParallel] = useState('')
  const [inputs, setInputs] = useState('')
  const [force, setForce] = useState(false)
  const [keepGoing, setKeepGoing] = useState(false)
  const [problem, setProblem] = useState<string | undefined>()
  const [busy, setBusy] = useState(false)

  const run = async () => {
    const at = Number(parallel)
    if (parallel !== '' && !(Number.isInteger(at) && at >= 1)) return setProblem('At the same time: a whole number from 1 on.')
    setBusy(true)
    try {
      const { number } = await client.pipelines.run({
        ref: pipeline.id,
        force,
        keepGoing,
        inputs: linesOf(inputs),
        ...(from === whole ? {} : { from }),
        ...(parallel === '' ? {} : { parallel: at }),
      })
      onClose()
      go(`/runs/${number}`)
    } catch (error) {
      setProblem(messageOf(error))
      setBusy(false)
    }
  }

  return (
    <Dialog open onClose={onClose} title={`Run ${pipeline.name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
        className="flex flex-col gap-4"
      >
        <div className="grid grid-cols-2 gap-3">
          <Field label="Begin with">
            <Select
              value={from}
              options={{ [whole]: 'The beginning', ...Object.fromEntries(names.map((name) => [name, name])) }}
              onChange={setFrom}
            />
          </Field>
          <Field label="At the same time">
            <TextInput inputMode="numeric" placeholder="As many as there are places" value={parallel} onChange={setParallel} />
          </Field>
        </div>
        <Field label="Input files" hint="Whole paths, one a line. Those that no step names go to the steps that begin.">
          <TextArea rows={2} value={inputs} onChange={setInputs} />
        </Field>
        <label className="flex items-center gap-2">
          <input type="checkbox" checked={force} onChange={(event) => setForce(event.target.checked)} />
          Do everything again, also what has not changed
        </label>
        <label className="flex items-center gap-2">
          <input type="checkbox" checked={keepGoing} onChange={(event) => setKeepGoing(event.target.checked)} />
          Keep going when something fails
        </label>
        {problem !== undefined && (
          <p role="alert" className="text-sm whitespace-pre-line text-bad">
            {problem}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={busy}>
            Run
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
