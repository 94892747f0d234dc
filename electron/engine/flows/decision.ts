import { AppError } from '../../../shared/errors.ts'
import type { Node } from '../../../shared/flow/definition.ts'
import type { Json } from '../../../shared/flow/reference.ts'
import { isAtLeast, type Role } from '../../../shared/model/access.ts'
import type { Params } from '../../../shared/model/params.ts'
import { problemsText } from '../../../shared/params/problems-text.ts'
import type { Core } from '../queue/queue.ts'

/** What a person decides about an approval. */
export type Decision = { value: Json; by: string; comment: string | null; role: Role; params?: Params | undefined }

/** Throws `forbidden` for somebody whose role is lower than the one that the approval asks. */
export function requireApprover(key: string, { approver_role: least }: Node, role: Role): void {
  if (least !== undefined && !isAtLeast(role, least))
    throw new AppError(
      'forbidden',
      `Could not decide "${key}": this needs the role "${least}" or higher. Your role is "${role}".`,
    )
}

/** The values of the form of an approval, with its defaults; undefined for one without a form, or that is not approved. */
export function formValues(core: Core, key: string, { form = {} }: Node, { value, params = {} }: Decision): Params | undefined {
  const given = Object.keys(params)
  const isRejected = value === false || value === 'rejected'
  const isApproved = value === true || value === 'approved'
  // Whoever decides otherwise, such as to postpone it, may leave the form out.
  if (!isApproved && given.length === 0) return undefined
  if (isRejected || Object.keys(form).length === 0) {
    if (given.length === 0) return undefined
    const why = isRejected ? 'a rejection takes no values' : 'the approval has no form'
    throw new AppError('invalid', `Could not decide "${key}": ${why}.`, [{ path: `params.${given[0]}`, message: why }])
  }
  try {
    return core.acceptValues(key, form, { params })
  } catch (error) {
    if (!(error instanceof AppError) || !error.issues) throw error
    const problems = error.issues.map(({ path, message }) => [path.replace(/^params\./, ''), message])
    throw new AppError('invalid', `Could not approve "${key}": ${problemsText(Object.fromEntries(problems))}`, error.issues)
  }
}
