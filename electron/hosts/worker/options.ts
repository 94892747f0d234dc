export type WorkerOptions = {
  /** The address of the server, without /api. */
  url: string
  token: string
  id: string | undefined
  /** The command of each service. */
  services: Map<string, string>
  /** Ask for tasks instead of being called. */
  pull: boolean
  parallel: number
  log: (line: string) => void
  stop: AbortSignal
}
