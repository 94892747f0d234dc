import { config } from 'zod/v4'

// Takes the place of zod in the window (electron.vite.config.ts), so that zod is configured before any schema is made: the content
// security policy forbids the functions that zod would compile, and the browser reports even the attempt.
config({ jitless: true })

export * from 'zod/v4'
