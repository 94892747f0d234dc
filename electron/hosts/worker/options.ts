export type WorkerOptions = {
  /** The address of the server, without /api. */
  url: string
  token: string
  id: string | undefined
  /** The commands, by the service that each is. */
  services: Map<string, string>
  /** Ask for work instead of being called. */
  pull: boolean
  parallel: number
  log: (line: string) => void
  stop: AbortSignal
}
