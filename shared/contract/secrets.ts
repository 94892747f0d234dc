import * as z from 'zod'
import { Secret, SecretName, SecretValue } from '../model/secret.ts'
import { access } from './base.ts'

const tags = ['Secrets']
const Name = z.object({ name: SecretName })

/** Values go in and never come out: only runs get them. */
export const secrets = {
  list: access('viewer', 'secret')
    .route({ method: 'GET', path: '/secrets', tags, summary: 'List the names of all secrets and what uses them' })
    .output(z.object({ items: z.array(Secret) })),
  set: access('admin', 'secret')
    .route({ method: 'PUT', path: '/secrets/{name}', tags, summary: 'Set a secret' })
    .input(Name.extend({ value: SecretValue }))
    .output(Secret),
  remove: access('admin', 'secret')
    .route({
      method: 'DELETE',
      path: '/secrets/{name}',
      tags,
      summary: 'Delete a secret; runs that refer to it fail from then on',
    })
    .input(Name)
    .output(z.object({ name: z.string() })),
}
