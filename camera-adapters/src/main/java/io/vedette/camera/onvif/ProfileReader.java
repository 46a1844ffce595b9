package io.vedette.camera.onvif;

import io.vedette.camera.CameraException;
import io.vedette.camera.onvif.soap.XmlElement;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the media profiles of a device: by Media 2 where it has that, else by Media 1. */
final class ProfileReader {

  /** A recorder of 64 channels with two streams each; what goes beyond has no addresses. */
  private static final int MOST = 128;

  private final DescriptionReader reader;

  ProfileReader(DescriptionReader reader) {
    this.reader = reader;
  }

  List<MediaProfile> read() throws CameraException {
    Set<OnvifService> services = reader.device().services().keySet();
    if (services.contains(OnvifService.MEDIA2)) {
      List<MediaProfile> found = read(OnvifService.MEDIA2);
      boolean useful = found.stream().anyMatch(profile -> profile.stream().isPresent());
      if (useful || !services.contains(OnvifService.MEDIA)) {
        return found;
      }
    }
    return read(OnvifService.MEDIA);
  }

  private List<MediaProfile> read(OnvifService media) throws CameraException {
    boolean second = media == OnvifService.MEDIA2;
    Optional<XmlElement> response =
        second
            ? reader.ask(media, "GetProfiles", media.text("Type", "All"))
            : reader.ask(media, "GetProfiles");
    List<MediaProfile> profiles = new ArrayList<>();
    for (XmlElement told : response.map(r -> r.all("Profiles")).orElseGet(List::of)) {
      if (told.attribute("token").isEmpty()) {
        continue;
      }
      MediaProfile profile = second ? ofMedia2(told) : ofMedia1(told);
      profiles.add(
          (profile.source().isPresent() || profile.encoder().isPresent()) && profiles.size() < MOST
              ? profile.at(stream(media, profile), snapshot(media, profile))
              : profile);
    }
    return profiles;
  }

  private static MediaProfile ofMedia1(XmlElement told) {
    return profile(
        told,
        told.at("VideoSourceConfiguration"),
        told.at("VideoEncoderConfiguration"),
        told.at("PTZConfiguration").isPresent());
  }

  private static MediaProfile ofMedia2(XmlElement told) {
    return profile(
        told,
        told.at("Configurations", "VideoSource"),
        told.at("Configurations", "VideoEncoder"),
        told.at("Configurations", "PTZ").isPresent());
  }

  private static MediaProfile profile(
      XmlElement told, Optional<XmlElement> source, Optional<XmlElement> encoder, boolean ptz) {
    return new MediaProfile(
        told.attribute("token").orElseThrow(),
        told.textAt("Name").orElse(""),
        source.flatMap(s -> s.textAt("SourceToken").or(() -> s.attribute("token"))),
        source.flatMap(s -> s.attribute("token")),
        encoder.flatMap(e -> e.attribute("token")),
        encoder.flatMap(VideoEncoding::of),
        Optional.empty(),
        Optional.empty(),
        ptz);
  }

  private Optional<URI> stream(OnvifService media, MediaProfile profile) throws CameraException {
    XmlElement token = media.text("ProfileToken", profile.token());
    Optional<XmlElement> response =
        media == OnvifService.MEDIA2
            ? reader.ask(media, "GetStreamUri", media.text("Protocol", "RTSP"), token)
            : reader.ask(media, "GetStreamUri", unicastRtsp(), token);
    Optional<String> told = response.flatMap(ProfileReader::uri);
    told.ifPresent(this::noteForeign);
    return told.flatMap(uri -> reader.device().address().stream(uri));
  }

  private static XmlElement unicastRtsp() {
    return OnvifService.MEDIA.operation(
        "StreamSetup",
        XmlElement.text(OnvifService.SCHEMA, "Stream", "RTP-Unicast"),
        XmlElement.of(
            OnvifService.SCHEMA,
            "Transport",
            XmlElement.text(OnvifService.SCHEMA, "Protocol", "RTSP")));
  }

  private Optional<URI> snapshot(OnvifService media, MediaProfile profile) throws CameraException {
    Optional<String> told =
        reader
            .ask(media, "GetSnapshotUri", media.text("ProfileToken", profile.token()))
            .flatMap(ProfileReader::uri);
    told.ifPresent(this::noteForeign);
    return told.flatMap(uri -> reader.device().address().web(uri));
  }

  /** Media 1 wraps it. */
  private static Optional<String> uri(XmlElement response) {
    return response.textAt("MediaUri", "Uri").or(() -> response.textAt("Uri"));
  }

  private void noteForeign(String uri) {
    if (reader.device().address().isForeign(uri)) {
      String host = uri.replaceFirst("^[^:]*://(?:[^/?#]*@)?", "").replaceFirst("[/?#].*$", "");
      reader.note(
          "the camera says that its streams are at "
              + (host.length() > 80 ? host.substring(0, 80) + "…" : host)
              + "; the address that it answered at is used");
    }
  }
}
