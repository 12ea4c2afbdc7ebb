/** @jsxImportSource preact */
/** The next time of an activity as programs read it (schema.org/Event, JSON-LD): data, which no browser runs. */
import type { Activity, ActivityTime } from "#modules/activities";
import type { Municipality } from "#modules/places";

type EventDataProps = {
  readonly activity: Activity;
  readonly time: ActivityTime;
  readonly municipality: Municipality;
  /** Whole address of the page. */
  readonly url: string;
  /** As the page tells it. */
  readonly told: { readonly title: string; readonly summary: string };
};

export const EventData = ({ activity, time, municipality, url, told }: EventDataProps) => {
  const { place, price, languages } = activity.facts;
  const { latitude, longitude } = place;
  const event = {
    "@context": "https://schema.org",
    "@type": "Event",
    name: told.title,
    description: told.summary,
    url,
    startDate: time.startsAt,
    endDate: time.endsAt,
    eventStatus: "https://schema.org/EventScheduled",
    eventAttendanceMode: "https://schema.org/OfflineEventAttendanceMode",
    location: {
      "@type": "Place",
      name: place.name,
      address: {
        "@type": "PostalAddress",
        streetAddress: place.address,
        addressLocality: municipality.name,
        addressCountry: "NO",
      },
      ...(latitude != null && longitude != null && { geo: { "@type": "GeoCoordinates", latitude, longitude } }),
    },
    organizer: { "@type": "Organization", name: activity.organiser.name },
    isAccessibleForFree: price.amount === 0,
    inLanguage: languages,
  };
  // What others wrote ends no element: no `<` is left in it.
  const data = JSON.stringify(event).replaceAll("<", "\\u003c");
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: data }} />;
};
