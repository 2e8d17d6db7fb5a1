/**
 * What the staff API answers, as far as the desk reads it. Types alone: docs/openapi.json is the contract.
 *
 * @typedef {{id: string, title: string, explanation: string, not_a_violation: string, second_person: boolean, contested: boolean}} Clause
 * @typedef {{guideline: string, score: number, fired: boolean, spans: [number, number][], field: string, detector: string, version: string, reason: string}} Finding
 * @typedef {{report_id: string, reference: string, received_at: string, channel: string, relation: string, identity: string,
 *   guideline: string | null, legal: string | null, legal_claim?: Record<string, string | boolean> | null, explanation: string, reporter: {name: string, email: string}, lang: string, speaker?: string,
 *   standing?: {reports: number, decided: number, upheld: number, share: number | null}, mail?: string | null, muted?: boolean}} Report
 * @typedef {{id?: string, key: string, received_at: string, kind: string, sender: string, identity: string, legal: string | null, subject: string,
 *   text: string, review_ids: string[], attachments: Attached[], defects: string[]}} Mail
 * @typedef {{name: string, type: string, size: number, sha256: string, holds: {name: string, size: number}[], remarks: string[]}} Attached
 * @typedef {{number: number, outcome: string, grounds: string[], explanation: string, automated: boolean, decided_by: string,
 *   decided_at: string, effective_at: string, appeal_until: string, held: boolean, approved_by: string}} Decision
 * @typedef {{side: string, at: string, explanation: string, decided_by: string, other?: Appeal | null}} Appeal
 * @typedef {{case_id: string, review_id: string | null, mail_key: string | null, round: number, status: string, queue: string | null,
 *   priority: string, route: string | null, why: string, grounds: string[], due_at: string | null, opened_at: string, overdue: boolean,
 *   version: number, claimed_by: string | null, claimed_until: string | null, edited_since: boolean, gone: boolean, findings: Finding[],
 *   review: {review_id: string, product_id: string, product_title: string, author_id: string, seller_id: string, rating: number | null,
 *     title: string, text: string, photos: string[], verified_purchase: boolean, posted_at: string | null, url: string,
 *     household_id: string, author_lang: string} | null,
 *   report_count: number, reports: Report[], reports_next: string | null, decision: Decision | null,
 *   appeal: Appeal | null, asked: string | null,
 *   notes: {by: string, at: string, text: string, kind?: string, about?: string}[], answers?: {report_id: string, at: string, words: string}[],
 *   mails: Mail[], mail_ids?: string[], parked_why: string | null, guidelines?: Clause[],
 *   history: {seq: number, at: string, actor: string, act: string, facts: Record<string, string>, hash: string}[], allowed: string[],
 *   may_cite: string[], restores: boolean}} CaseFile
 */

export {};
