import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { partsOf } from '../../shared/examples/parts-of.ts'
import { limits } from '../../shared/model/limits.ts'
import type { Template, TemplateChange } from '../../shared/model/template.ts'
import { client, messageOf } from '../api/client.ts'
import { Field, TextArea, TextInput } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { toast } from '../ui/toasts.tsx'
import { type TemplateQuestion, useTemplateQuestion } from './ask.ts'
import { words } from './words.ts'

const close = () => useTemplateQuestion.setState({ question: null })

async function save(question: TemplateQuestion, change: TemplateChange): Promise<Template> {
  if (question.of === 'saved') return client.templates.update({ id: question.template.id, ...change })
  const { kind, id } = question.definition
  return client.templates.create({ ...change, parts: await partsOf(client, { kind, ref: id }) })
}

/** Asks for the name and the description of a template, and saves it. */
export function TemplateDialog({ question }: { question: TemplateQuestion }) {
  const [, go] = useLocation()
  const before = question.of === 'saved' ? question.template : { name: question.definition.name, text: '' }
  const [name, setName] = useState(before.name)
  const [text, setText] = useState(before.text)
  const saving = useMutation({
    mutationFn: () => save(question, { name, text }),
    onSuccess: (template) => {
      close()
      toast(words.saved(template.name), question.of === 'new' ? { undo: () => go('/examples'), undoLabel: words.show } : {})
    },
  })
  return (
    <FormDialog
      title={question.of === 'saved' ? words.edit : words.titleOf(question.definition.kind)}
      submit={words.submit}
      isBusy={saving.isPending}
      isReady={name.trim() !== ''}
      isChanged={name !== before.name || text !== before.text}
      onSubmit={() => saving.mutate()}
      onClose={close}
    >
      <Field label={words.name} error={saving.isError ? messageOf(saving.error) : undefined}>
        <TextInput autoFocus dir="auto" value={name} onChange={setName} maxLength={limits.nameLength} />
      </Field>
      <Field label={words.text} hint={words.textHint}>
        <TextArea rows={3} dir="auto" value={text} onChange={setText} maxLength={2_000} />
      </Field>
      {question.of === 'new' && <p className="text-sm text-ink-2">{words.notPart}</p>}
    </FormDialog>
  )
}
