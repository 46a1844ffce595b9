package io.vedette.web;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.vedette.camera.CameraException;
import io.vedette.camera.CameraException.Reason;
import io.vedette.control.CameraControl;
import io.vedette.control.CameraPicture;

/** {@code /api/v1/cameras/{id}/imaging}: how a camera's picture looks. Waits for the camera. */
final class PictureApi {

  private final CameraApi cameras;
  private final CameraControl control;

  PictureApi(CameraApi cameras, CameraControl control) {
    this.cameras = cameras;
    this.control = control;
  }

  void show(ServerRequest request, ServerResponse response) throws CameraException {
    Replies.json(response, Status.OK_200, PictureSetting.json(picture(request).settings()));
  }

  void change(ServerRequest request, ServerResponse response) throws CameraException {
    CameraPicture picture = picture(request);
    PictureInput input = PictureInput.read(JsonBody.read(request));
    Replies.json(response, Status.OK_200, PictureSetting.json(picture.change(input::on)));
  }

  private CameraPicture picture(ServerRequest request) throws CameraException {
    return control
        .picture(cameras.find(request).id())
        .orElseThrow(
            () ->
                new CameraException(
                    Reason.REFUSED, "picture", "the camera has nothing that could be set"));
  }
}
