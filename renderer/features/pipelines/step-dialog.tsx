import { useState } from 'react'
import type { StepLink } from '../../../shared/model/pipeline.ts'
import { type Pick, PickList } from '../../graph/pick-list.tsx'
import type { StepActions } from '../../step-graph/step-actions.ts'
import { Field, TextInput } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { words } from './words.ts'

export type StepQuestion = { what: 'connect' | 'rename'; step: string }

type Props = {
  question: StepQuestion
  names: readonly string[]
  links: readonly StepLink[]
  actions: StepActions
  onClose(): void
}

/** What is asked about a step: where its files go, or its new name. */
export const StepDialog = ({ question, ...props }: Props) =>
  question.what === 'connect' ? <ConnectList step={question.step} {...props} /> : <RenameDialog step={question.step} {...props} />

type Asked = Omit<Props, 'question'> & { step: string }

/** A step that uses the files already is disconnected by choosing it again. */
function ConnectList({ step, names, links, actions, onClose }: Asked) {
  const users = new Set(links.flatMap(({ from, to, file }) => (from === step && file === null ? [to] : [])))
  const picks = names
    .filter((name) => name !== step)
    .map((name): Pick => {
      const refusal = users.has(name) ? null : actions.whyNot(step, name)
      return { id: name, name, ...(users.has(name) ? { hint: words.connected } : {}), ...(refusal === null ? {} : { refusal }) }
    })
  return (
    <PickList
      title={words.connectTitle(step)}
      picks={picks}
      at={null}
      onPick={(to) => {
        actions.apply({ do: users.has(to) ? 'disconnect' : 'connect', from: step, to })
        onClose()
      }}
      onClose={onClose}
    />
  )
}

function RenameDialog({ step, actions, onClose }: Asked) {
  const [name, setName] = useState(step)
  const rename = () => {
    if (name.trim() === step || actions.apply({ do: 'rename', from: step, to: name }) !== null) onClose()
  }
  return (
    <FormDialog
      title={words.renameTitle(step)}
      submit={words.renameNow}
      isReady={name.trim() !== ''}
      onSubmit={rename}
      onClose={onClose}
    >
      <Field label={words.stepName} hint={words.renameText}>
        <TextInput autoFocus maxLength={120} value={name} onChange={setName} onFocus={(event) => event.target.select()} />
      </Field>
    </FormDialog>
  )
}
