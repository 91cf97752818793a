package io.reelsync.samplesite.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The short pages that the site gives instead of a title's. */
final class Notices {
    private Notices() {}

    static String notFound() {
        return frame(
                "页面不存在",
                "<div id=\"content\"><div class=\"article\"><h1>页面不存在</h1><p>你要的页面不在这里，也许地址写错了一位。</p>"
                        + "<p><a href=\"/\">回到首页</a></p></div></div>");
    }

    static String gone() {
        return frame("条目不存在", "<div id=\"content\"><h1>条目不存在</h1><p>这个条目已经从示例站点移走。</p></div>");
    }

    static String banned() {
        return frame("禁止访问", "<div class=\"main\"><h1>禁止访问</h1><p>登录跳转页：有异常请求从你的 IP 发出，过些时候再来。</p></div>");
    }

    static String broken() {
        return frame("服务器出错", "<h1>500</h1><p>示例站点按要求出了错。</p>");
    }

    static String busy() {
        return frame("请稍后再试", "<h1>请稍后再试</h1><p>示例站点按要求没有回答。</p>");
    }

    static String challenge(String address) {
        return """
                <!DOCTYPE html>
                <html><head><meta charset="UTF-8"><title>豆瓣</title></head><body>
                <div class="panel"><p>请证明你不是机器人：<button id="sub" disabled>点我继续浏览</button></p></div>
                <form name="sec" id="sec" method="POST" action="/c">
                  <input type="hidden" id="tok" name="tok" value="sample-token" />
                  <input type="hidden" id="cha" name="cha" value="sample-sha512-puzzle" />
                  <input type="hidden" id="sol" name="sol" value="" />
                  <input type="hidden" id="red" name="red" value="%s">
                </form>
                <script>/* 示例站点不出真正的题目 */</script>
                </body></html>
                """.formatted(
                        address.replace("&", "&amp;").replace("\"", "&#34;").replace("<", "&lt;"));
    }

    static String loginWall(String address) {
        return frame(
                "豆瓣 - 登录跳转页",
                "<h1>登录跳转</h1><p>有异常请求从你的 IP 发出，请 <a href=\"/passport/login?redir="
                        + URLEncoder.encode(address, StandardCharsets.UTF_8)
                        + "\">登录</a> 后继续。</p>");
    }

    private static String frame(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="zh-CN"><head>
                    <meta http-equiv="Content-Type" content="text/html; charset=utf-8">
                    <title>%s</title>
                </head><body>
                <div id="wrapper">%s</div>
                </body></html>
                """.formatted(title, body);
    }
}
