// What clients said of consultations that are over. CONSULT_URL and CONSULT_KEY say where and who.
// Node 20 or newer, nothing to install. The key needs `consultations:read` and `review:read`.
const url = process.env.CONSULT_URL ?? "http://localhost:8000";
const headers = { Authorization: `Api-Key ${process.env.CONSULT_KEY}` };

async function get(path) {
  const answer = await fetch(new URL(path, url), { headers });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return await answer.json();
}

async function* pages(path) {
  for (let following = path; following; ) {
    const page = await get(following);
    yield* page.results;
    following = page.next;
  }
}

// A practice asks one question, or four (`scale`).
function words(rating) {
  if (rating === null) return "no answer";
  return rating.scale === "srs" ? `${rating.sum} of 40` : `${rating.csat} of 5`;
}

for await (const consultation of pages("/api/v1/consultations/?view=past")) {
  const { rating } = await get(`/api/v1/consultations/${consultation.id}/rating/`);
  console.log([consultation.scheduled_at, consultation.state, words(rating)].join("\t"));
}
