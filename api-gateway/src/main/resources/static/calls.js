// @ts-check

/* What each call to the gateway answers, for the compiler alone: nothing here runs, and no page loads it. */
export {};

/**
 * @import { AccessToken, ApiKey, AuditLine, Change, Cluster, DeadReason, DeadTitle, Facets, Feed, Firings, FoundTitle, History, RunHistory } from './types.js'
 * @import { Item, Me, QualityReport, QuarantineReason, QuarantinedAnswer, Run, RunDetail, Schedule } from './types.js'
 * @import { Source, Started, Status, Suspect, Understood, User, VideoSources } from './types.js'
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
 *   '/api/feeds': Feed,
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
 * What is asked for with a query or without, and is no list to be turned.
 *
 * @typedef {{
 *   '/api/dead/reasons': DeadReason[],
 *   '/api/firings': Firings,
 *   '/api/quarantine/reasons': QuarantineReason[],
 *   '/api/videos/facets': Facets,
 *   [history: `/api/sync/runs/${string}/history`]: RunHistory,
 *   [sources: `/api/videos/${string}/sources`]: VideoSources,
 * }} Queried
 */

/**
 * What the other calls answer, by method and address.
 *
 * @typedef {{
 *   GET: {
 *     '/api/auth/me': Me,
 *     '/api/cluster': Cluster,
 *     '/api/history': History,
 *     '/api/quality': QualityReport,
 *     '/api/sources': Source[],
 *     '/api/status': Status,
 *     '/api/structure-suspects': Suspect[],
 *     [quarantined: `/api/quarantine/${string}`]: QuarantinedAnswer,
 *     [run: `/api/sync/runs/${string}`]: RunDetail,
 *     [video: `/api/videos/${string}`]: Video,
 *   },
 *   POST: {
 *     '/api/api-keys': ApiKey,
 *     '/api/auth/password': null,
 *     '/api/auth/session': AccessToken,
 *     '/api/auth/session/refresh': AccessToken,
 *     '/api/dead/replay': { replayed: number },
 *     '/api/feeds': Feed,
 *     '/api/structure-suspects/trust': null,
 *     '/api/sync/runs': Started,
 *     '/api/sync/understand': Understood,
 *     '/api/users': User,
 *     [accepted: `/api/quarantine/${string}/accept`]: QuarantinedAnswer,
 *     [cancelled: `/api/sync/runs/${string}/cancel`]: Run,
 *     [paused: `/api/sync/runs/${string}/pause`]: Run,
 *     [resumed: `/api/sync/runs/${string}/resume`]: Run,
 *   },
 *   PUT: {
 *     [schedule: `/api/schedules/${string}`]: Schedule,
 *     [rate: `/api/sources/${string}/rate`]: Source,
 *   },
 *   PATCH: { [user: `/api/users/${string}`]: User },
 *   DELETE: {
 *     [feed: `/api/feeds/${string}`]: null,
 *     '/api/auth/session': null,
 *     [key: `/api/api-keys/${string}`]: ApiKey,
 *     [schedule: `/api/schedules/${string}`]: null,
 *     [lock: `/api/videos/${string}/locks/${string}`]: Video,
 *     [rate: `/api/sources/${string}/rate`]: Source,
 *   },
 * }} Answers
 */
