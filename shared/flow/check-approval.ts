import { error, type Problem } from '../problem.ts'
import type { Node } from './definition.ts'

/** A signal would decide without the role, and without the values of the form. */
export function checkApproval(node: Node, path: (string | number)[]): Problem[] {
  const named = node.approval_key ?? node.params?.['approval_key']
  if (named === undefined || named === '') return []
  return (['approver_role', 'form'] as const).flatMap((field) =>
    node[field] === undefined
      ? []
      : [error([...path, field], 'cannot be used with "approval_key": a signal would decide without it')],
  )
}

/** Only approvals are decided by a person. */
export const checkNoApproval = (node: Node, path: (string | number)[]): Problem[] =>
  (['approver_role', 'form'] as const).flatMap((field) =>
    node[field] === undefined || node.kind === 'approval' ? [] : [error([...path, field], 'is for approvals')],
  )
