/** What clients say of consultations. */
import { answered, api } from "./http";
import type { RatingAnswer, RatingForm, Said } from "./types";

const of = (participation: string) => ({
  params: { path: { participation_id: participation } },
});

const OWN = "/api/v1/participations/{participation_id}/rating/";

export function readOwnRating(participation: string): Promise<RatingForm> {
  return answered(api.GET(OWN, of(participation)));
}

/** Give or change it. Throws a Refusal by field, or 409 outside its time. */
export function giveRating(participation: string, answer: RatingAnswer): Promise<RatingForm> {
  return answered(api.PUT(OWN, { ...of(participation), body: answer }));
}

export function takeRatingBack(participation: string): Promise<RatingForm> {
  return answered(api.DELETE(OWN, of(participation)));
}

/** Whose rating a reminder's link opens. Throws a Refusal with 404 for an unknown one. */
export async function openRatingLink(key: string): Promise<string> {
  const { participation } = await answered(api.POST("/api/v1/rating-link/", { body: { key } }));
  return participation;
}

/** What was said of these consultations, as far as anything was; at most 50 are asked for. */
export async function readRatings(consultations: string[]): Promise<Said[]> {
  const params = { query: { consultation: consultations } };
  return (await answered(api.GET("/api/v1/ratings/", { params }))).results;
}

/** All that is held of a client in one consultation, as a file. */
export function ownExportAddress(participation: string): string {
  return `/api/v1/participations/${participation}/export.json`;
}
