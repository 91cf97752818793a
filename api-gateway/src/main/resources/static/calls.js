// @ts-check

/* What each call to the gateway answers, for the compiler alone: nothing here runs, and no page loads it. */
export {};

/**
 * @import { AccessToken, ApiKey, AuditLine, Change, Cluster, DeadTitle, FoundTitle, Item, Me, QualityReport } from './types.js'
 * @import { QuarantinedAnswer, Run, Schedule, Source, Started, Status, Suspect, User } from './types.js'
 * @import { Video } from './video.js'
 */

/**
 * What every answer in JSON is wrapped in.
 *
 * @typedef {object} Envelope
 * @property {number} code
 * @property {string} message
 * @property {unknown} data
 * @property {string} trace_id
 */

/** @typedef {{ field: string, message: string }} WrongField */

/**
 * One page of a list.
 *
 * @template Row
 * @typedef {object} Listing
 * @property {Row[]} items
 * @property {number} page
 * @property {number} size
 * @property {number} total
 */

/**
 * What is in the lists, by their addresses.
 *
 * @typedef {{
 *   '/api/api-keys': ApiKey,
 *   '/api/audit': AuditLine,
 *   '/api/dead': DeadTitle,
 *   '/api/quality/titles': FoundTitle,
 *   '/api/quarantine': QuarantinedAnswer,
 *   '/api/schedules': Schedule,
 *   '/api/sync/runs': Run,
 *   '/api/users': User,
 *   '/api/videos': Video,
 *   [items: `/api/sync/runs/${string}/items`]: Item,
 *   [changes: `/api/videos/${string}/changes`]: Change,
 * }} Rows
 */

/**
 * What the other calls answer, by method and address.
 *
 * @typedef {{
 *   GET: {
 *     '/api/auth/me': Me,
 *     '/api/cluster': Cluster,
 *     '/api/quality': QualityReport,
 *     '/api/sources': Source[],
 *     '/api/status': Status,
 *     '/api/structure-suspects': Suspect[],
 *     [quarantined: `/api/quarantine/${string}`]: QuarantinedAnswer,
 *     [video: `/api/videos/${string}`]: Video,
 *   },
 *   POST: {
 *     '/api/api-keys': ApiKey,
 *     '/api/auth/password': null,
 *     '/api/auth/session': AccessToken,
 *     '/api/auth/session/refresh': AccessToken,
 *     '/api/dead/replay': { replayed: number },
 *     '/api/structure-suspects/trust': null,
 *     '/api/sync/runs': Started,
 *     '/api/users': User,
 *     [accepted: `/api/quarantine/${string}/accept`]: QuarantinedAnswer,
 *     [cancelled: `/api/sync/runs/${string}/cancel`]: Run,
 *     [paused: `/api/sync/runs/${string}/pause`]: Run,
 *     [resumed: `/api/sync/runs/${string}/resume`]: Run,
 *   },
 *   PUT: { [schedule: `/api/schedules/${string}`]: Schedule },
 *   PATCH: { [user: `/api/users/${string}`]: User },
 *   DELETE: {
 *     '/api/auth/session': null,
 *     [key: `/api/api-keys/${string}`]: ApiKey,
 *     [schedule: `/api/schedules/${string}`]: null,
 *   },
 * }} Answers
 */
