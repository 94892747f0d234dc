import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract'
import { contract } from '../../shared/contract/contract.ts'

/** One REST operation of the contract. `path` has its parameters in braces. */
export type Operation = { method: string; path: string; procedure: AnyContractProcedure }

function operationsOf(router: object): Operation[] {
  return Object.values(router).flatMap((part: object) => {
    if (!isContractProcedure(part)) return operationsOf(part)
    const { method, path } = part['~orpc'].route
    return method && path ? [{ method, path, procedure: part }] : []
  })
}

export const operations = operationsOf(contract)

const patterns = operations.map((operation) => ({
  operation,
  pattern: new RegExp(`^${operation.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}/?$`),
}))

/** The operation at a path, or undefined: the body of an unknown operation is not read. */
export const findOperation = (method: string, path: string): Operation | undefined =>
  patterns.find((each) => each.operation.method === method && each.pattern.test(path))?.operation
