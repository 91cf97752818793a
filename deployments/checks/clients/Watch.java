import java.util.List;
import java.util.Set;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.CatalogueApi;
import org.openapitools.client.api.CatalogueApi.APIListVideosRequest;
import org.openapitools.client.api.OperationApi;
import org.openapitools.client.api.RunsApi;
import org.openapitools.client.api.RunsApi.APIGetRunRequest;
import org.openapitools.client.api.RunsApi.APIStartRunRequest;
import org.openapitools.client.model.Kind;
import org.openapitools.client.model.RunDetail;
import org.openapitools.client.model.RunRequest;
import org.openapitools.client.model.RunState;
import org.openapitools.client.model.Source;
import org.openapitools.client.model.Videos;

/** What a program does with the client that is made from the description of the API: it lists, starts and watches. */
class Watch {

    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + arguments[1]));

        Source source = new OperationApi(client).listSources().getData().get(0);
        RunsApi runs = new RunsApi(client);
        RunRequest wanted = new RunRequest().source(source.getName()).feeds(List.of(source.getFeeds().get(0)));
        String id = runs.startRun(APIStartRunRequest.newBuilder().runRequest(wanted).build()).getData().getRunId();
        RunDetail run = ended(runs, id);
        System.out.println(run.getState() + ": " + run.getPlanned() + " planned, " + run.getOutstanding() + " outstanding");

        CatalogueApi catalogue = new CatalogueApi(client);
        Videos videos = catalogue
                .listVideos(APIListVideosRequest.newBuilder().kind(Kind.MOVIE).size(1).build())
                .getData();
        System.out.println(videos.getTotal() + " movies, " + videos.getItems().size() + " shown: "
                + videos.getItems().get(0).getKind());

        try {
            catalogue.listVideos(APIListVideosRequest.newBuilder().size(1000).build());
        } catch (ApiException refused) {
            System.out.println(refused.getCode() + ": " + (refused.getResponseBody().contains("\"size\"") ? "size" : ""));
        }
    }

    private static RunDetail ended(RunsApi runs, String id) throws Exception {
        while (true) {
            RunDetail run = runs.getRun(APIGetRunRequest.newBuilder().id(id).build()).getData();
            if (!Set.of(RunState.REQUESTED, RunState.RUNNING).contains(run.getState())) {
                return run;
            }
            Thread.sleep(200);
        }
    }
}
