import { expect, it } from 'vitest'
import { mostTemplates, TemplateDraft as schema, type TemplateDraft } from '../../../shared/model/template.ts'
import { startTestEngine } from '../testing/engine.ts'

const flow = (name: string): TemplateDraft => schema.parse({ name, parts: { kind: 'flow', source: 'start: a\n' } })

it('a template is found by id and by name, whatever its case, and keeps the definition', async () => {
  const { templates } = await startTestEngine({ dispatch: false })
  const draft = schema.parse({
    name: 'Nightly script',
    text: 'For servers',
    parts: { kind: 'job', job: { body: { kind: 'script', script: 'true' }, timeoutMs: 60_000 } },
  })
  const made = await templates.create(draft)
  expect(templates.list()).toEqual([made])
  expect(templates.get('nightly SCRIPT')).toEqual({ ...made, parts: draft.parts })
  const renamed = await templates.update(made.id, { name: 'Nightly', text: '' })
  expect(templates.get(made.id)).toMatchObject({ name: 'Nightly', text: '', parts: draft.parts })
  expect(templates.list()).toEqual([renamed])
})

it('names are unique, and a deleted template comes back only while its name is free', async () => {
  const { templates } = await startTestEngine({ dispatch: false })
  const { id } = await templates.create(flow('Wait'))
  await expect(templates.create(flow('wait'))).rejects.toMatchObject({ code: 'name-taken' })
  await templates.remove('Wait')
  expect(templates.list()).toEqual([])
  const other = await templates.create(flow('Wait'))
  await expect(templates.restore(id)).rejects.toMatchObject({ code: 'name-taken' })
  await templates.remove(other.id)
  await expect(templates.restore(id)).resolves.toMatchObject({ id, name: 'Wait' })
  await expect(templates.restore(id)).rejects.toMatchObject({ code: 'not-found' })
})

it('there are at most 200, and the newest 20 that were deleted can be restored', async () => {
  const { templates } = await startTestEngine({ dispatch: false })
  const names = Array.from({ length: mostTemplates }, (_, index) => `Template ${index}`)
  const made = await Promise.all(names.map((name) => templates.create(flow(name))))
  await expect(templates.create(flow('One more'))).rejects.toMatchObject({ code: 'conflict' })
  for (const { id } of made.slice(0, 21)) await templates.remove(id)
  await expect(templates.restore(made[0]?.id ?? '')).rejects.toMatchObject({ code: 'not-found' })
  await expect(templates.restore(made[20]?.id ?? '')).resolves.toMatchObject({ name: 'Template 20' })
})
