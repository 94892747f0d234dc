import * as z from 'zod'
import { Template, TemplateChange, TemplateDraft, TemplateParts } from '../model/template.ts'
import { access } from './base.ts'

const tags = ['Templates']
const TemplateRef = z.object({ ref: z.string().min(1).max(200) })
const TemplateId = z.object({ id: z.uuid() })

/** Definitions that a person saved to start new ones from. */
export const templates = {
  list: access('viewer', 'definition')
    .route({ method: 'GET', path: '/templates', tags, summary: 'List templates by name' })
    .output(z.object({ items: z.array(Template) })),
  get: access('viewer', 'definition')
    .route({ method: 'GET', path: '/templates/{ref}', tags, summary: 'Get a template with its definition, by id or name' })
    .input(TemplateRef)
    .output(Template.extend({ parts: TemplateParts })),
  create: access('editor', 'definition')
    .route({ method: 'POST', path: '/templates', successStatus: 201, tags, summary: 'Save a definition as a template' })
    .input(TemplateDraft)
    .output(Template),
  update: access('editor', 'definition')
    .route({ method: 'PUT', path: '/templates/{id}', tags, summary: 'Change the name or the text of a template' })
    .input(TemplateChange.extend(TemplateId.shape))
    .output(Template),
  remove: access('editor', 'definition')
    .route({ method: 'DELETE', path: '/templates/{ref}', tags, summary: 'Delete a template; what was made from it stays' })
    .input(TemplateRef)
    .output(Template),
  restore: access('editor', 'definition')
    .route({ method: 'POST', path: '/templates/{id}/restore', tags, summary: 'Restore a deleted template' })
    .input(TemplateId)
    .output(Template),
}
