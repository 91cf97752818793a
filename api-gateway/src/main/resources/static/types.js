// @ts-check

/*
 * What the API answers, for the compiler alone: nothing here runs, and no page loads it. Names and properties are those
 * of the schemas in the OpenAPI document; times are texts in ISO 8601. A video is in video.js.
 */
export {};

/** @typedef {'VIEWER' | 'OPERATOR' | 'ADMIN'} Role */
/** @typedef {'REQUESTED' | 'RUNNING' | 'PAUSED' | 'CANCELLED' | 'COMPLETED' | 'FAILED'} RunState */
/** @typedef {'SERVER_AWAY' | 'NO_SCHEDULER' | 'NO_WORKER' | 'SOURCE_PAUSED' | 'STRUCTURE_SUSPECTED' | 'LIST_FAILED' | 'RUN_PAUSED' | 'WAITING_FOR_PERMITS' | 'WAITING_FOR_RETRY' | 'NO_RUN'} StandstillCode */
/** @typedef {'PAUSED' | 'READING_LISTS' | 'STRUCTURE_SUSPECTED' | 'NOTHING_MOVES' | 'TOO_EARLY'} EtaUnknown */
/** @typedef {'FRESH' | 'OUTSTANDING' | 'CREATED' | 'CHANGED' | 'UNCHANGED' | 'GONE' | 'FAILED' | 'CANCELLED'} ItemState */

/**
 * @typedef {object} AccessToken
 * @property {string} access_token
 * @property {'Bearer'} token_type
 * @property {number} expires_in
 */

/**
 * @typedef {object} Me
 * @property {string} username
 * @property {Role} role
 */

/**
 * @typedef {object} Started
 * @property {string} run_id
 * @property {RunState} state
 * @property {boolean} already_running
 */

/**
 * @typedef {object} Run
 * @property {string} run_id
 * @property {string} source
 * @property {string[]} feeds
 * @property {'scheduled' | 'requested' | 'merge_rules'} trigger
 * @property {RunState} state
 * @property {string} requested_at
 * @property {string | null} started_at
 * @property {string | null} finished_at
 * @property {number} listed
 * @property {number} planned
 * @property {number} outstanding
 * @property {number} created
 * @property {number} changed
 * @property {number} unchanged
 * @property {number} gone
 * @property {number} failed
 * @property {number} cancelled
 * @property {number | null} eta_seconds
 * @property {EtaUnknown | null} eta_unknown
 * @property {RunPart[]} parts
 */

/**
 * @typedef {object} RunDetail
 * @property {string} run_id
 * @property {string} source
 * @property {RunFeed[]} feeds
 * @property {'scheduled' | 'requested' | 'merge_rules'} trigger
 * @property {RunState} state
 * @property {string} requested_at
 * @property {string | null} started_at
 * @property {string | null} finished_at
 * @property {number} listed
 * @property {number} planned
 * @property {number} outstanding
 * @property {number} created
 * @property {number} changed
 * @property {number} unchanged
 * @property {number} gone
 * @property {number} failed
 * @property {number} cancelled
 * @property {number | null} eta_seconds
 * @property {EtaUnknown | null} eta_unknown
 * @property {RunPart[]} parts
 * @property {string | null} requested_by
 * @property {string} trace_id
 */

/**
 * @typedef {object} RunFeed
 * @property {string} source
 * @property {string} feed
 * @property {'OUTSTANDING' | 'READ' | 'FAILED' | 'CANCELLED'} state
 * @property {number} listed
 * @property {string | null} reason
 * @property {string | null} reason_text
 * @property {string | null} detail
 * @property {string | null} retry_at
 */

/**
 * What links and ids mean.
 *
 * @typedef {object} Understood
 * @property {UnderstoodTitle[]} titles
 * @property {UnclearText[]} unclear
 */

/**
 * @typedef {object} UnderstoodTitle
 * @property {string} source
 * @property {string} source_id
 * @property {string | null} title
 */

/**
 * @typedef {object} UnclearText
 * @property {string} text
 * @property {'UNKNOWN' | 'AMBIGUOUS'} why
 */

/**
 * @typedef {object} Status
 * @property {boolean} moving
 * @property {StandstillReason[]} reasons
 * @property {Run[]} runs
 * @property {ServerState[]} servers
 */

/**
 * @typedef {object} StandstillReason
 * @property {StandstillCode} code
 * @property {string | null} source
 * @property {string | null} since
 * @property {string | null} until
 * @property {string | null} detail
 * @property {string | null} run_id
 */

/**
 * @typedef {object} ServerState
 * @property {string} server
 * @property {boolean | null} up
 * @property {string | null} detail
 */

/**
 * @typedef {object} RunPart
 * @property {string} source
 * @property {string[]} feeds
 * @property {number} listed
 * @property {number} planned
 * @property {number} outstanding
 * @property {number} created
 * @property {number} changed
 * @property {number} unchanged
 * @property {number} gone
 * @property {number} failed
 * @property {number} cancelled
 * @property {number | null} eta_seconds
 * @property {EtaUnknown | null} eta_unknown
 */

/**
 * @typedef {object} Item
 * @property {string} source
 * @property {string} source_id
 * @property {string | null} video_id
 * @property {string | null} title
 * @property {ItemState} state
 * @property {number} attempts
 * @property {string | null} reason
 * @property {string | null} reason_text
 * @property {string | null} detail
 */

/**
 * @typedef {object} Change
 * @property {string} field
 * @property {string | unknown[] | null} from
 * @property {string | unknown[] | null} to
 * @property {string} changed_at
 * @property {string | null} run_id
 */

/**
 * @typedef {object} Facets
 * @property {ValueCount[]} kinds
 * @property {ValueCount[]} countries
 * @property {ValueCount[]} tags
 * @property {ValueCount[]} years
 */

/**
 * @typedef {object} ValueCount
 * @property {string} value
 * @property {number} videos
 */

/**
 * What a source says of a field.
 *
 * @typedef {{ source: string, source_id: string, route: string | null, told_at: string, value: unknown, stands: boolean }} Told
 */

/**
 * @typedef {object} VideoSources
 * @property {string} video_id
 * @property {{ source: string, source_id: string, route: string | null, run_id: string | null, told_at: string, page: string | null }[]} sources
 * @property {{ field: string, value: unknown, why: string, order: string[], correction: { by: string, at: string } | null, values: Told[] }[]} fields
 */

/**
 * How many titles of a kind have a field.
 *
 * @typedef {{ field: string, kind: string, titles: number, filled: number, ratio: number }} Fill
 */

/**
 * @typedef {object} QualityReport
 * @property {string} generated_at
 * @property {number} titles
 * @property {Fill[]} fields
 * @property {{ check: string, titles: number }[]} checks
 */

/**
 * @typedef {object} FoundTitle
 * @property {string} source
 * @property {string} source_id
 * @property {string | null} video_id
 * @property {string | null} title
 * @property {string | null} kind
 * @property {string | null} value
 * @property {string | null} seen_at
 */

/**
 * @typedef {object} QuarantinedAnswer
 * @property {string} id
 * @property {string} source
 * @property {string} source_id
 * @property {string | null} video_id
 * @property {string | null} title
 * @property {string} route
 * @property {string} reason
 * @property {string} reason_text
 * @property {string | null} detail
 * @property {string | null} run_id
 * @property {string | null} quarantined_at
 * @property {string | null} accepted_at
 * @property {Record<string, unknown> | null} facts
 */

/**
 * @typedef {object} QuarantineReason
 * @property {string} source
 * @property {string} reason
 * @property {number} answers
 */

/**
 * @typedef {object} DeadReason
 * @property {string} source
 * @property {string} reason
 * @property {number} titles
 */

/**
 * @typedef {object} Suspect
 * @property {string} source
 * @property {string} kind
 * @property {string | null} since
 * @property {string | null} next_trial_at
 * @property {string} reason
 * @property {string} reason_text
 * @property {string | null} detail
 */

/**
 * @typedef {object} DeadTitle
 * @property {string} source
 * @property {string} source_id
 * @property {string | null} title
 * @property {number} attempts
 * @property {string | null} reason
 * @property {string | null} reason_text
 * @property {string | null} detail
 */

/**
 * @typedef {object} Schedule
 * @property {string} name
 * @property {string} source
 * @property {string[]} feeds
 * @property {string} cron
 * @property {string} zone
 * @property {boolean} enabled
 * @property {string | null} last_firing_at
 * @property {string | null} last_fired_at
 * @property {string[]} next_firings
 * @property {string} updated_at
 */

/**
 * @typedef {object} Firings
 * @property {string} cron
 * @property {string} zone
 * @property {string[]} next_firings
 */

/**
 * @typedef {object} Feed
 * @property {string} name
 * @property {string} source
 * @property {string | null} link
 * @property {number} size
 * @property {string | null} added_by
 * @property {string | null} added_at
 */

/**
 * @typedef {object} Source
 * @property {string} name
 * @property {string} label
 * @property {string | null} attribution
 * @property {string[]} feeds
 * @property {{ name: string, kind: string, size: number }[]} feed_details
 * @property {string} rate
 * @property {string} rate_setting
 * @property {'setting' | 'api'} rate_origin
 * @property {string | null} rate_set_at
 * @property {string | null} rate_set_by
 * @property {number | null} permits_used_last_minute
 * @property {'open' | 'paused'} state
 * @property {string | null} paused_since
 * @property {string | null} paused_until
 * @property {string | null} pause_reason
 * @property {{ route: string, since: string, until: string, reason: string, detail: string | null }[]} pauses
 * @property {{ server: string, reason: string }[]} servers_away
 * @property {number | null} queue_depth
 * @property {number} in_hand
 * @property {number | null} due_subjects
 * @property {number | null} freshness
 * @property {string | null} measured_at
 */

/**
 * @typedef {object} RunHistory
 * @property {string} run_id
 * @property {number} step_seconds
 * @property {string} from
 * @property {string} until
 * @property {RunHistoryPoint[]} points
 */

/** @typedef {{ at: string, created: number, changed: number, unchanged: number, gone: number, failed: number, cancelled: number }} RunHistoryPoint */

/**
 * @typedef {object} History
 * @property {string} source
 * @property {'hour' | 'day' | 'week'} span
 * @property {number} step_seconds
 * @property {string} from
 * @property {string} until
 * @property {HistoryPoint[]} points
 */

/**
 * @typedef {object} HistoryPoint
 * @property {string} at
 * @property {number} requests
 * @property {number | null} allowed
 * @property {TaskOutcomes} outcomes
 * @property {number | null} queue_depth
 * @property {number | null} due_subjects
 * @property {number | null} answer_mean_ms
 * @property {number | null} answer_p95_ms
 * @property {number | null} freshness
 * @property {number | null} paused
 */

/**
 * @typedef {object} TaskOutcomes
 * @property {number} created
 * @property {number} changed
 * @property {number} unchanged
 * @property {number} gone
 * @property {number} throttled
 * @property {number} challenged
 * @property {number} broken
 * @property {number} dropped
 * @property {number} dead
 */

/**
 * @typedef {object} Instance
 * @property {string} service
 * @property {string} id
 * @property {string} version
 * @property {string} since
 * @property {string} last_seen
 * @property {number} tasks_in_hand
 * @property {number | null} concurrency
 * @property {string | null} host
 * @property {number | null} heap_bytes
 * @property {number | null} heap_limit_bytes
 * @property {boolean} leads
 */

/**
 * @typedef {object} UsefulWorkers
 * @property {string} source
 * @property {number} workers
 * @property {number} tasks
 * @property {number} permits_per_second
 * @property {number} exchange_seconds
 * @property {boolean} measured
 * @property {number} concurrency
 */

/**
 * @typedef {object} Cluster
 * @property {Instance[]} instances
 * @property {UsefulWorkers[]} useful_workers
 */

/**
 * @typedef {object} User
 * @property {string} id
 * @property {string} username
 * @property {Role} role
 * @property {boolean} disabled
 * @property {number} sessions
 * @property {string | null} created_at
 */

/**
 * @typedef {object} ApiKey
 * @property {string} id
 * @property {string} name
 * @property {Role} role
 * @property {string} created_by
 * @property {string} created_at
 * @property {string | null} expires_at
 * @property {string | null} last_used_at
 * @property {string | null} revoked_at
 * @property {string | null} key
 */

/**
 * @typedef {object} AuditLine
 * @property {string} id
 * @property {string} at
 * @property {string} actor
 * @property {string} address
 * @property {string} method
 * @property {string} path
 * @property {number} status
 * @property {string | null} detail
 * @property {string} trace_id
 */
