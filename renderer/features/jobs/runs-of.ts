import { writtenValue } from '../../../shared/filter/print.ts'

/** The address of the list of a job's runs. */
export const runsOf = (name: string): string => `/runs?${new URLSearchParams({ q: `job:${writtenValue(name, false)}` })}`
