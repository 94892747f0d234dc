import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { Field, Select, TextInput } from '../../../ui/field.tsx'
import { Section } from '../../../ui/section.tsx'
import type { FieldsProps } from './form.ts'
import { any, Two } from './form-parts.tsx'
import { words } from './words.ts'

const { overlaps } = words.queue

export function QueueSection({ form, problems, edit }: FieldsProps) {
  const { data: queues } = useQuery(api.queues.list.queryOptions())
  const special = form.queue !== 'default' || Number(form.priority) !== 0
  return (
    <Section
      checked={problems}
      title={words.queue.title}
      summary={words.queue.summary(special ? form.queue : null, overlaps[form.overlap])}
      invalid={any(problems, 'queue', 'priority', 'overlap')}
    >
      <Field label={words.queue.policy} hint={words.queue.policyHint}>
        <Select value={form.overlap} options={overlaps} onChange={(overlap) => edit({ overlap })} />
      </Field>
      <Two>
        <Field label={words.queue.queue} hint={words.queue.queueHint} error={problems['queue']}>
          <TextInput value={form.queue} onChange={(queue) => edit({ queue })} list="queue-names" />
        </Field>
        <Field label={words.queue.priority} hint={words.queue.priorityHint} error={problems['priority']}>
          <TextInput value={form.priority} onChange={(priority) => edit({ priority })} inputMode="numeric" />
        </Field>
      </Two>
      <datalist id="queue-names">
        {queues?.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Section>
  )
}
