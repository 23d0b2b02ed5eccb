import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What Java has for itself, the old client and the new one: both list an account's messages and print the answers. */
class Standard {
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String sid = System.getenv("TWILIO_ACCOUNT_SID");
        String login = sid + ":" + System.getenv("TWILIO_AUTH_TOKEN");
        String authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        URI messages = URI.create("https://api.twilio.com/2010-04-01/Accounts/" + sid + "/Messages.json");

        HttpURLConnection old = (HttpURLConnection) messages.toURL().openConnection();
        old.setRequestProperty("Authorization", authorization);
        old.setDoOutput(true);
        String form = "From=" + URLEncoder.encode(System.getenv("FROM"), StandardCharsets.UTF_8) + "&To=%2B15553332222&Body=one";
        old.getOutputStream().write(form.getBytes(StandardCharsets.UTF_8));
        System.out.println(new String(old.getInputStream().readAllBytes(), StandardCharsets.UTF_8));

        HttpRequest list = HttpRequest.newBuilder(messages).header("Authorization", authorization).build();
        HttpClient client = HttpClient.newBuilder().proxy(ProxySelector.getDefault()).build();
        System.out.println(client.send(list, HttpResponse.BodyHandlers.ofString()).body());
    }
}
