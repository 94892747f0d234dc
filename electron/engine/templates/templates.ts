import { AppError, nameTakenError } from '../../../shared/errors.ts'
import {
  mostTemplates,
  type Template,
  type TemplateChange,
  type TemplateDraft,
  type TemplateParts,
} from '../../../shared/model/template.ts'
import type { Clock } from '../base/clock.ts'
import { newId } from '../base/ids.ts'
import type { Store } from '../store/store.ts'

/** Templates of jobs, flows and pipelines. Every change is an event; errors are not-found, name-taken and conflict. */
export function createTemplateActions(store: Store, clock: Clock) {
  const changed = (type: string, { id, name }: Template): void =>
    store.events.append({ at: clock.now(), noun: 'template', id, type, data: { name } })

  function find(ref: string): Template {
    const template = store.templates.seek(ref)
    if (!template) throw new AppError('not-found', `There is no template "${ref}". It may have been deleted.`)
    return template
  }

  function requireFree(name: string, except: string | null): void {
    const other = store.templates.seek(name)
    if (other && other.id !== except)
      throw nameTakenError(`There is already a template named "${other.name}". Choose another name.`)
  }

  function requireRoom(): void {
    if (store.templates.count() >= mostTemplates)
      throw new AppError('conflict', `There are ${mostTemplates} templates already. Delete one first.`)
  }

  return {
    list: (): Template[] => store.templates.list(),
    get(ref: string): Template & { parts: TemplateParts } {
      const template = find(ref)
      return { ...template, parts: store.templates.parts(template.id) }
    },
    create: ({ name, text, parts }: TemplateDraft): Promise<Template> =>
      store.submit('save a template', () => {
        requireFree(name, null)
        requireRoom()
        const template = { id: newId(clock.now()), kind: parts.kind, name, text, savedAt: clock.now() }
        store.templates.insert(template, parts)
        changed('created', template)
        return template
      }),
    update: (id: string, { name, text }: TemplateChange): Promise<Template> =>
      store.submit('save a template', () => {
        const template = { ...find(id), name, text, savedAt: clock.now() }
        requireFree(name, id)
        store.templates.update(template)
        changed('updated', template)
        return template
      }),
    remove: (ref: string): Promise<Template> =>
      store.submit('delete a template', () => {
        const template = find(ref)
        store.templates.remove(template.id, clock.now())
        changed('deleted', template)
        return template
      }),
    restore: (id: string): Promise<Template> =>
      store.submit('delete a template', () => {
        const template = store.templates.seekDeleted(id)
        if (!template) throw new AppError('not-found', 'There is no such deleted template.')
        requireFree(template.name, null)
        requireRoom()
        store.templates.restore(id)
        changed('restored', template)
        return template
      }),
  }
}
