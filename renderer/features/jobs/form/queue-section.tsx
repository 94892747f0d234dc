import { useQuery } from '@tanstack/react-query'
import { overlapPolicies } from '../../../../shared/model/job.ts'
import { api } from '../../../api/client.ts'
import { Field, Select, TextInput } from '../../../ui/field.tsx'
import { Section } from '../../../ui/section.tsx'
import type { FieldsProps, Form } from './form.ts'
import { any, Two } from './form-parts.tsx'

const overlapWords: Record<Form['overlap'], string> = {
  allow: 'Run both',
  skip: 'Skip the new run',
  queue: 'Queue the new run',
  latest: 'Queue only the newest run',
  replace: 'Stop the previous run',
}

export function QueueSection({ form, problems, edit }: FieldsProps) {
  const { data: queues } = useQuery(api.queues.list.queryOptions())
  const special = form.queue !== 'default' || Number(form.priority) !== 0
  return (
    <Section
      checked={problems}
      title="Queue"
      summary={[special ? form.queue : '', overlapWords[form.overlap].toLowerCase()].filter((part) => part !== '').join(', ')}
      invalid={any(problems, 'queue', 'priority', 'overlap')}
    >
      <Field label="If the previous run is still active">
        <Select
          value={form.overlap}
          options={Object.fromEntries(overlapPolicies.map((key) => [key, overlapWords[key]])) as typeof overlapWords}
          onChange={(overlap) => edit({ overlap })}
        />
      </Field>
      <Two>
        <Field label="Queue" error={problems['queue']}>
          <TextInput value={form.queue} onChange={(queue) => edit({ queue })} list="queue-names" />
        </Field>
        <Field label="Priority" error={problems['priority']}>
          <TextInput value={form.priority} onChange={(priority) => edit({ priority })} inputMode="numeric" />
        </Field>
      </Two>
      <datalist id="queue-names">
        {queues?.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <p className="text-sm text-ink-3">
        Priorities range from -100 to 100; higher ones start first. A new name creates a queue.
      </p>
    </Section>
  )
}
